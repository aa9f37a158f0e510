import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { PRESENCE_NAMES_MAX } from '@teahouse/protocol/limits';
import { FlushCycle } from '../fanout/flush-cycle.ts';
import { Outlet } from '../fanout/outlet.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { ManualSink } from '../testing/manual-sink.ts';
import { Presence } from './presence.ts';

const ROOM = `r_${'r'.repeat(16)}` as RoomId;
const MING = { id: 'u_ming' as UserId, name: '小明' };
const LEE = { id: 'u_lee' as UserId };

function setUp() {
  const clock = new ManualClock();
  const presence = new Presence(clock);
  const cycle = new FlushCycle(clock);
  const watcher = () => {
    const sink = new ManualSink();
    const outlet = new Outlet({
      sink,
      outbound: cycle,
      takesDeflated: false,
      monotonicMs: () => clock.monotonicMs(),
      onRecovered: () => {},
      onDrained: () => {},
    });
    return { sink, outlet };
  };
  const pass = (durationMs: number) => {
    clock.advance(durationMs);
    clock.turn();
  };
  return { clock, presence, watcher, pass };
}

function people(count: number): { id: UserId }[] {
  return [...Array(count).keys()].map((number) => ({ id: `u_${number}` as UserId }));
}

test('who is here is told to whoever asks', () => {
  const { presence } = setUp();
  presence.enter(LOBBY, MING);
  presence.enter(LOBBY, LEE);
  assert.deepEqual(presence.look(LOBBY), { count: 2, here: [MING, LEE] });
  assert.deepEqual(presence.look(ROOM), { count: 0, here: [] });
});

test('two connections of one person are one person, until the last one goes', () => {
  const { presence, watcher, pass } = setUp();
  const { sink, outlet } = watcher();
  presence.watch(LOBBY, outlet);
  presence.enter(LOBBY, MING);
  presence.enter(LOBBY, MING);
  presence.exit(LOBBY, MING.id);
  pass(2_000);
  assert.deepEqual(sink.takeJson(), [{ type: 'presence', room: LOBBY, count: 1, came: [MING], went: [] }]);
  presence.exit(LOBBY, MING.id);
  pass(2_000);
  assert.deepEqual(sink.takeJson(), [{ type: 'presence', room: LOBBY, count: 0, came: [], went: [MING.id] }]);
});

test('changes are gathered over a second, and who came and went meanwhile is not told', () => {
  const { presence, watcher, pass } = setUp();
  const { sink, outlet } = watcher();
  presence.enter(LOBBY, LEE);
  presence.watch(LOBBY, outlet);
  for (let times = 0; times < 100; times++) {
    presence.enter(LOBBY, MING);
    presence.exit(LOBBY, MING.id);
  }
  presence.exit(LOBBY, LEE.id);
  presence.enter(LOBBY, LEE);
  pass(900);
  assert.deepEqual(sink.takeJson(), []);
  pass(2_000);
  assert.deepEqual(sink.takeJson(), []);
});

test('a new name is a coming of who is here already', () => {
  const { presence, watcher, pass } = setUp();
  const { sink, outlet } = watcher();
  presence.enter(LOBBY, LEE);
  presence.watch(LOBBY, outlet);
  presence.rename(LOBBY, { ...LEE, name: 'Lee' });
  presence.rename(LOBBY, { ...MING, name: 'not here' });
  presence.rename(ROOM, MING);
  pass(2_000);
  assert.deepEqual(sink.takeJson(), [
    { type: 'presence', room: LOBBY, count: 1, came: [{ ...LEE, name: 'Lee' }], went: [] },
  ]);
});

test('[S10] a room of ten thousand does not storm: one short frame, later, with the count alone', () => {
  const { presence, watcher, pass } = setUp();
  const { sink, outlet } = watcher();
  presence.watch(LOBBY, outlet);
  const many = people(10_000);
  for (const person of many) presence.enter(LOBBY, person);
  pass(1_500);
  const first = sink.takeJson();
  assert.deepEqual(first, [{ type: 'presence', room: LOBBY, count: 10_000 }]);
  for (const { id } of many.slice(0, 5_000)) presence.exit(LOBBY, id);
  pass(10_000);
  assert.deepEqual(sink.takeJson(), []);
  pass(1_000);
  assert.deepEqual(sink.takeJson(), [{ type: 'presence', room: LOBBY, count: 5_000 }]);
});

test('in a room of more than two hundred only the count is told', () => {
  const { presence } = setUp();
  for (const person of people(PRESENCE_NAMES_MAX)) presence.enter(LOBBY, person);
  assert.equal(presence.look(LOBBY).here?.length, PRESENCE_NAMES_MAX);
  presence.enter(LOBBY, MING);
  assert.deepEqual(presence.look(LOBBY), { count: PRESENCE_NAMES_MAX + 1 });
});

test('[FAN-2] all who watch are handed the same bytes, and who stopped is not', () => {
  const { presence, watcher, pass } = setUp();
  const watchers = [watcher(), watcher(), watcher()];
  const handed: Uint8Array[] = [];
  for (const { outlet } of watchers) {
    outlet.pushPassing = (bytes) => handed.push(bytes);
    presence.watch(LOBBY, outlet);
  }
  presence.unwatch(LOBBY, watchers[2]?.outlet ?? assert.fail());
  presence.enter(LOBBY, MING);
  pass(2_000);
  assert.equal(handed.length, 2);
  assert.equal(handed[0], handed[1]);
});

test('[S10] where nobody watches no timer runs', () => {
  const { clock, presence, watcher } = setUp();
  const { outlet } = watcher();
  presence.watch(LOBBY, outlet);
  presence.unwatch(LOBBY, outlet);
  presence.enter(LOBBY, MING);
  presence.exit(LOBBY, MING.id);
  presence.exit(LOBBY, LEE.id);
  presence.unwatch(ROOM, outlet);
  assert.equal(clock.pending, 0);
});
