import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signal } from '@preact/signals';
import type { RoomCopy } from '@teahouse/client/room-copy';
import type { Message } from '@teahouse/protocol/events';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import type { Note } from '../../platform/notifications.ts';
import { TEXTS } from '../../text/texts.ts';
import type { RoomViews } from '../room-view.ts';
import { Alerts } from './alerts.ts';

const ME = { id: 'u_me' as UserId, name: 'Ada' };

/** Everything that alerts stand between, in the hands of the test. */
function scene() {
  const room = { room: LOBBY, name: LOBBY, kind: 'open', notify: 'all', read: 0 };
  const rooms = signal<RoomViews>(new Map([[LOBBY, room as unknown as RoomCopy]]));
  const notes = new Map<string, Note>();
  const seen = { shown: 0, rings: 0, opened: '', timers: [] as (() => void)[] };
  const tabs = { isFirst: true, shown: null as string | null };
  const on = new Set(['sound', 'notifications']);
  let hear: (message: Message, room: RoomCopy) => void = () => assert.fail('nobody listens');
  const alerts = new Alerts({
    chat: {
      me: ME,
      get rooms() {
        return rooms.value;
      },
      onMessage(listener) {
        hear = listener;
        return () => {
          hear = () => {};
        };
      },
    },
    choices: { isOn: (way) => on.has(way) },
    tabs: {
      get isFirst() {
        return tabs.isFirst;
      },
      isShown: async (thing) => thing === tabs.shown,
    },
    notifications: {
      show: (note) => {
        seen.shown++;
        notes.set(note.tag, note);
      },
      close: (tag) => notes.delete(tag),
    },
    chime: { ring: () => seen.rings++ },
    clock: {
      nowMs: () => 0,
      setTimer: (_afterMs, run) => {
        seen.timers.push(run);
        return { [Symbol.dispose]: () => undefined };
      },
    },
    texts: () => TEXTS.en,
    open: (opened, seq) => {
      seen.opened = `${opened} ${seq}`;
    },
  });
  /** Somebody says something, and whoever is called is. */
  const say = async (seq: number, text: string, more: Partial<Message> = {}) => {
    const message = { room: LOBBY, by: 'u_ming', from: '小明', seq, text, ...more } as Message;
    hear(message, room as unknown as RoomCopy);
    await settled();
  };
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const passInterval = async () => {
    for (const run of seen.timers.splice(0)) run();
    await settled();
  };
  const readUpTo = (read: number) => {
    room.read = read;
    rooms.value = new Map([[LOBBY, { ...room } as unknown as RoomCopy]]);
  };
  return { alerts, room, rooms, notes, seen, tabs, on, say, passInterval, readUpTo };
}

test('a message calls with a note that says who, where and what, and leads there', async () => {
  const { notes, seen, say } = scene();
  await say(7, 'tea is\nready');
  const note = notes.get(LOBBY);
  assert.equal(note?.title, TEXTS.en.saidIn('小明', 'Lobby'));
  assert.equal(note?.body, 'tea is ready');
  assert.equal(seen.rings, 1);
  note?.onPress();
  assert.equal(seen.opened, 'lobby 7');
});

test('in a room of two the other one is title enough', async () => {
  const { notes, room, say } = scene();
  room.kind = 'direct';
  await say(1, 'hello');
  assert.equal(notes.get(LOBBY)?.title, '小明');
});

test('what another tab has in front of the person calls nobody, and only the first tab calls', async () => {
  const { notes, seen, tabs, say, passInterval } = scene();
  tabs.shown = LOBBY;
  await say(1, 'seen');
  tabs.shown = null;
  tabs.isFirst = false;
  await passInterval();
  await say(2, 'told elsewhere');
  assert.equal(notes.size, 0);
  assert.equal(seen.rings, 0);
});

test('a flood calls once, and once more with the newest', async () => {
  const { notes, seen, say, passInterval } = scene();
  for (let seq = 1; seq <= 1_000; seq++) await say(seq, `${seq}`);
  assert.equal(seen.shown, 1);
  await passInterval();
  assert.equal(seen.shown, 2);
  assert.equal(notes.get(LOBBY)?.body, '1000');
  assert.equal(seen.timers.length, 1);
});

test('what is read, here or on another device, is taken back, and what was read before does not call', async () => {
  const { notes, seen, say, passInterval, readUpTo } = scene();
  await say(5, 'one');
  readUpTo(4);
  assert.equal(notes.size, 1);
  readUpTo(5);
  assert.equal(notes.size, 0);
  await say(6, 'two');
  readUpTo(6);
  await passInterval();
  assert.equal(seen.shown, 1);
});

test('a room that was left takes its note with it, and so does the end of the visit', async () => {
  const { alerts, notes, rooms, say, passInterval } = scene();
  await say(1, 'one');
  rooms.value = new Map<RoomId, RoomCopy>();
  assert.equal(notes.size, 0);
  await passInterval();
  await say(2, 'two');
  assert.equal(notes.size, 1);
  alerts[Symbol.dispose]();
  assert.equal(notes.size, 0);
  await say(3, 'three');
  await passInterval();
  assert.equal(notes.size, 0);
});

test('sound and notes are switched on and off by themselves, and a quiet room calls with neither', async () => {
  const { notes, seen, on, room, say, passInterval } = scene();
  on.delete('notifications');
  await say(1, 'only heard');
  assert.deepEqual([notes.size, seen.rings], [0, 1]);
  on.delete('sound');
  on.add('notifications');
  await passInterval();
  await say(2, 'only seen');
  assert.deepEqual([notes.size, seen.rings], [1, 1]);
  room.notify = 'mentions';
  await passInterval();
  await say(3, 'not meant', { mentions: [] });
  await passInterval();
  assert.equal(seen.shown, 1);
  await say(4, 'meant', { mentions: [ME.id] });
  assert.equal(seen.shown, 2);
});
