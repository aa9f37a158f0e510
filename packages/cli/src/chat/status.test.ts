import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConnectionState } from '@teahouse/client/chat';
import { Status } from './status.ts';
import { english } from './texts/english.ts';

function told(...states: ConnectionState[]): string[] {
  const lines: string[] = [];
  const status = new Status(english, (line) => lines.push(line));
  for (const state of states) status.update(state, 'Ada');
  return lines;
}

const LIVE = { state: 'live' } as const;
const connecting = (attempt: number) => ({ state: 'connecting', attempt }) as const;
const OFFLINE = { state: 'offline', retryAtMs: 0 } as const;

test('a first connection is told once, and its first try not at all', () => {
  assert.deepEqual(told(connecting(1), LIVE, LIVE), [english.connected('Ada')]);
});

test('a lost connection is told once however often it is tried, and once when it is back', () => {
  const states = [connecting(1), LIVE, OFFLINE, connecting(1), OFFLINE, connecting(2), LIVE, LIVE];
  assert.deepEqual(told(...states), [english.connected('Ada'), english.lost, english.connectedAgain]);
});

test('a server that is not there is told as lost, though it was never found', () => {
  assert.deepEqual(told(connecting(1), OFFLINE, connecting(2)), [english.lost]);
});

test('being behind, and being turned away, is told with what is known of it', () => {
  const refused = { state: 'refused', code: 'bad_token' } as const;
  const lines = told(
    LIVE,
    { state: 'behind', events: 1_200 },
    { state: 'behind', events: 700 },
    LIVE,
    refused,
  );
  assert.deepEqual(lines, [
    english.connected('Ada'),
    'Catching up: 1,200 events to go…',
    english.connectedAgain,
    `${english.refused} ${english.errors.bad_token}`,
  ]);
});
