import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import type { CommittedEvent } from './bus.ts';
import { InProcessBus } from './in-process.ts';

const ROOM = `r_${'r'.repeat(16)}` as RoomId;

function event(stream: RoomId, seq: number): CommittedEvent {
  return {
    stream,
    seq,
    id: `c${seq}` as never,
    type: 'message',
    by: 'u_x' as UserId,
    bytes: new Uint8Array(),
  };
}

test('[BUS-1] events reach the listener of their stream, in order and at once', () => {
  const bus = new InProcessBus();
  const heard: string[] = [];
  bus.subscribe(LOBBY, ({ stream, seq }) => heard.push(`${stream} ${seq}`));
  bus.subscribe(ROOM, ({ stream, seq }) => heard.push(`${stream} ${seq}`));
  bus.publish([event(LOBBY, 1), event(ROOM, 7), event(LOBBY, 2)]);
  assert.deepEqual(heard, ['lobby 1', `${ROOM} 7`, 'lobby 2']);
});

test('[R9] what nobody listens to is dropped', () => {
  const bus = new InProcessBus();
  bus.publish([event(LOBBY, 1)]);
  const heard: number[] = [];
  using listening = bus.subscribe(LOBBY, ({ seq }) => heard.push(seq));
  assert.ok(listening);
  assert.deepEqual(heard, []);
});

test('a listener that stopped hears nothing more, and stopping late does not stop its successor', () => {
  const bus = new InProcessBus();
  const heard: string[] = [];
  const first = bus.subscribe(LOBBY, () => heard.push('first'));
  bus.subscribe(LOBBY, () => heard.push('second'));
  first[Symbol.dispose]();
  bus.publish([event(LOBBY, 1)]);
  assert.deepEqual(heard, ['second']);
});
