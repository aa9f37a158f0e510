import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomEvent } from '@teahouse/protocol/events';
import { LOBBY } from '@teahouse/protocol/ids';
import { messages } from './testing/events.ts';
import { english } from './texts/english.ts';
import { EVENTS_AT_ONCE, type PrintedRoom, Transcript } from './transcript.ts';

const NEW_EVENTS_MAX = 5;

/** A room whose timeline a test lengthens at both ends. */
class FakeRoom implements PrintedRoom {
  readonly room = LOBBY;
  readonly name = 'lobby';
  members = 2;
  hasOlder = true;
  timeline: RoomEvent[];

  constructor(first: number, last: number) {
    this.timeline = messages(first, last);
  }

  get messages() {
    return this.timeline.filter((event) => event.type === 'message');
  }

  get head() {
    return this.timeline.at(-1)?.seq ?? 0;
  }
}

function printing() {
  const printed: string[] = [];
  const told: string[] = [];
  const terminal = {
    print: (text: string) => printed.push(...text.split('\n')),
    tell: (text: string) => told.push(text),
    prompt: () => {},
    listen: () => {},
    [Symbol.dispose]: () => {},
  };
  const transcript = new Transcript({ terminal, texts: english, newEventsMax: NEW_EVENTS_MAX });
  const lines = () =>
    printed.splice(0).flatMap((line) => (line.includes('line ') ? [Number(line.split('line ')[1])] : []));
  return { transcript, printed, told, lines };
}

const from = (first: number, last: number) => messages(first, last).map(({ seq }) => seq);

test('a room is entered with its end, and then each event is printed once', () => {
  const { transcript, printed, lines } = printing();
  const room = new FakeRoom(1, 30);
  transcript.show(room);
  assert.equal(printed[0], '— Lobby: 2 members —');
  assert.deepEqual(lines(), from(31 - EVENTS_AT_ONCE, 30));
  transcript.show(room);
  room.timeline.push(...messages(31, 33));
  transcript.show(room);
  transcript.show(room);
  assert.deepEqual(lines(), [31, 32, 33]);
});

test('nothing is printed of a room before its first page is there', () => {
  const { transcript, printed } = printing();
  const room = new FakeRoom(1, 0);
  transcript.show(room);
  assert.deepEqual(printed, []);
  room.hasOlder = false;
  transcript.show(room);
  assert.equal(printed.length, 1);
});

test('of very much that is new the newest is printed, and the number of the others told', () => {
  const { transcript, told, lines } = printing();
  const room = new FakeRoom(1, 3);
  transcript.show(room);
  room.timeline.push(...messages(4, 20));
  lines();
  transcript.show(room);
  assert.deepEqual(lines(), from(16, 20));
  assert.deepEqual(told, [english.skipped(12)]);
});

test('older events are printed going back, also those that were skipped, until there are no more', async () => {
  const { transcript, told, lines } = printing();
  const room = new FakeRoom(41, 70);
  transcript.show(room);
  lines();
  const load = async () => {
    room.timeline.unshift(...messages(1, 40));
    room.hasOlder = false;
  };
  await transcript.older(load);
  assert.deepEqual(lines(), from(31, 50));
  await transcript.older(load);
  assert.deepEqual(lines(), from(11, 30));
  await transcript.older(load);
  assert.deepEqual(lines(), from(1, 10));
  await transcript.older(load);
  assert.deepEqual(told, [english.noOlder]);
});

test('[SYNC-2] a room whose log was taken back is shown anew, and that is said', () => {
  const { transcript, told, lines } = printing();
  transcript.show(new FakeRoom(1, 10));
  lines();
  transcript.show(new FakeRoom(1, 4));
  assert.deepEqual(lines(), [1, 2, 3, 4]);
  assert.deepEqual(told, [english.wasReset]);
});
