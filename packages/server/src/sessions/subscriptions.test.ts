import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandId, type Epoch, LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { RING_EVENTS_MAX } from '../fanout/ring.ts';
import { MemoryStore } from '../storage/memory/memory-store.ts';
import { House } from '../testing/house.ts';
import { JsonClient } from '../testing/json-client.ts';
import { RETRY_MS } from './limits.ts';

const ROOM = `r_${'r'.repeat(16)}` as RoomId;

/** Ming speaks, Lee listens. */
async function setUp() {
  const house = await House.open();
  const ming = await house.guest('Ming');
  const lee = await house.guest('Lee');
  const epoch = house.services.archive.epoch;
  return { house, ming, lee, epoch };
}

function range(from: number, to: number): number[] {
  return [...Array(to - from + 1).keys()].map((index) => from + index);
}

test('[SYNC-3] without a position a stream is live from its head', async () => {
  const { house, ming, lee } = await setUp();
  await house.say(ming.user, 'before');
  const client = await JsonClient.enter(house, lee);
  assert.deepEqual(client.seqs(LOBBY), []);
  await house.say(ming.user, 'after');
  assert.deepEqual(client.seqs(LOBBY), [5]);
});

test('[SYNC-1] a position is continued with exactly the later events, and then live ones', async () => {
  const { house, ming, lee, epoch } = await setUp();
  for (const text of ['a', 'b', 'c']) await house.say(ming.user, text);
  const client = await JsonClient.enter(house, lee, { [LOBBY]: { epoch, seq: 4, id: 't4' } });
  await house.say(ming.user, 'd');
  assert.deepEqual(client.seqs(LOBBY), [5, 6, 7]);
  assert.deepEqual(client.all('behind'), []);
});

test('[SYNC-1] the beginning of a log is a position', async () => {
  const { house, lee, epoch } = await setUp();
  const client = await JsonClient.enter(house, lee, {
    [LOBBY]: { epoch, seq: 0, id: '' },
    [lee.user]: { epoch, seq: 0, id: '' },
  });
  assert.deepEqual(client.seqs(LOBBY), [1, 2, 3]);
  assert.deepEqual(client.seqs(lee.user), [1, 2]);
});

test('[R30] many who come back at once are served from one reading', async () => {
  const { house, ming, epoch } = await setUp();
  for (const text of ['a', 'b', 'c']) await house.say(ming.user, text);
  const guests = [await house.guest(), await house.guest(), await house.guest()];
  const position = { [LOBBY]: { epoch, seq: 4, id: 't4' } };
  for (const guest of guests) {
    const client = await JsonClient.enter(house, guest, position);
    assert.deepEqual(client.seqs(LOBBY), [5, 6, 7, 8, 9]);
  }
  assert.equal(house.slow.count('recent'), 1, 'in powers of two');
  assert.equal(house.slow.count('eventsAfter') + house.slow.count('check'), 0);
});

test('[R30] who missed nothing costs no reading', async () => {
  const { house, ming, lee, epoch } = await setUp();
  await house.say(ming.user, 'a');
  const client = await JsonClient.enter(house, lee, { [LOBBY]: { epoch, seq: 4, id: 't4' } });
  await house.say(ming.user, 'b');
  assert.deepEqual(client.seqs(LOBBY), [5]);
  const asked = ['recent', 'eventsAfter', 'check'] as const;
  assert.deepEqual(
    asked.map((question) => house.slow.count(question)),
    [0, 0, 0],
  );
});

test('[SYNC-2] [R13] the last event is no place for who saw the same in an earlier life', async () => {
  const store = new MemoryStore(() => 'name');
  const { epoch: earlier } = store.openLog();
  const house = await House.open({ store });
  const lee = await house.guest('Lee');
  const { head, id } = await house.services.archive.head(LOBBY);
  const client = await JsonClient.enter(house, lee, { [LOBBY]: { epoch: earlier, seq: head, id } });
  assert.deepEqual(client.last('reset')?.epoch, house.services.archive.epoch);
});

test('[S10] where little was missed little is read, and kept', async () => {
  const { house, ming, lee, epoch } = await setUp();
  await house.sayMany(ming.user, 300);
  const level = await JsonClient.enter(house, lee, { [LOBBY]: { epoch, seq: 303, id: 't303' } });
  const { ring } = await house.feeds.open(LOBBY);
  assert.equal(ring.length, 0);
  const missed = await JsonClient.enter(house, lee, { [LOBBY]: { epoch, seq: 300, id: 't300' } });
  assert.equal(ring.length, 4);
  const all = await JsonClient.enter(house, lee, { [LOBBY]: { epoch, seq: 3, id: 't3' } });
  assert.deepEqual(
    [level, missed].map((client) => client.seqs(LOBBY)),
    [[], [301, 302, 303]],
  );
  assert.deepEqual(all.seqs(LOBBY), range(4, 303));
});

test('[SYNC-1] too far behind, a client is told so, pulls, and goes on from there', async () => {
  const { house, ming, lee, epoch } = await setUp();
  await house.sayMany(ming.user, RING_EVENTS_MAX + 10);
  const head = RING_EVENTS_MAX + 13;
  const client = await JsonClient.enter(house, lee, { [LOBBY]: { epoch, seq: 3, id: 't3' } });
  assert.deepEqual(client.last('behind'), { type: 'behind', room: LOBBY, after: 3, head });
  await house.say(ming.user, 'not shown live');
  assert.deepEqual(client.seqs(LOBBY), []);
  await client.say({ type: 'events', id: 'e1', room: LOBBY, after: 3 });
  await client.say({ type: 'events', id: 'e2', room: LOBBY, after: 503 });
  const pulled = client.all('events').flatMap(({ events }) => events);
  assert.deepEqual(
    pulled.map(({ seq }) => seq),
    range(4, head + 1),
  );
  const { id } = pulled.at(-1) ?? assert.fail();
  await house.say(ming.user, 'meanwhile');
  await client.say({ type: 'subscribe', id: 's1', room: LOBBY, position: { epoch, seq: head + 1, id } });
  await house.say(ming.user, 'live');
  assert.deepEqual(client.seqs(LOBBY), [head + 2, head + 3]);
});

const NO_PLACES: readonly { what: string; epoch?: Epoch; seq?: number; id?: string }[] = [
  { what: 'of a life this store never had', epoch: 'name-name-2' as Epoch },
  { what: 'of another store', epoch: 'other-name-1' as Epoch },
  { what: 'with the id of another event', id: 't9' },
  { what: 'beyond the end', seq: 1_000, id: 't9' },
  { what: 'with a made-up epoch and seq 0', epoch: 'x' as Epoch, seq: 0, id: '' },
];
for (const { what, ...part } of NO_PLACES) {
  test(`[SYNC-2] a position ${what} is told reset, and live events follow`, async () => {
    const { house, ming, lee, epoch } = await setUp();
    await house.say(ming.user, 'a');
    const position = { epoch, seq: 3, id: 't3', ...part };
    const client = await JsonClient.enter(house, lee, { [LOBBY]: position });
    assert.deepEqual(client.last('reset'), { type: 'reset', room: LOBBY, epoch, head: 4, id: 't4' });
    await house.say(ming.user, 'b');
    assert.deepEqual(client.seqs(LOBBY), [5]);
  });
}

test('[R27] [S14] a position in a room of others shows nothing of it', async () => {
  const { house, ming, lee, epoch } = await setUp();
  await house.do(ming.user, { type: 'create_room', room: ROOM, name: 'x', kind: 'closed', members: [] });
  const client = await JsonClient.enter(house, lee, { [ROOM]: { epoch, seq: 0, id: '' } });
  await house.say(ming.user, 'secret', ROOM);
  assert.deepEqual(client.events(ROOM), []);
  await client.say({ type: 'subscribe', id: 's1', room: ROOM });
  assert.equal(client.last('error')?.code, 'not_a_member');
});

test('entering a room from another device shows it here, from the event that made one a member', async () => {
  const { house, ming, lee } = await setUp();
  await house.do(ming.user, { type: 'create_room', room: ROOM, name: 'x', kind: 'open', members: [] });
  const client = await JsonClient.enter(house, lee);
  await house.do(lee.user, { type: 'join', room: ROOM });
  await house.say(ming.user, 'hello', ROOM);
  assert.deepEqual(
    client.events(ROOM).map(({ type, seq }) => [type, seq]),
    [
      ['joined', 2],
      ['message', 3],
    ],
  );
});

test('[S11] a stream that cannot be read does not hold up the others, and is shown once it can be', async () => {
  const { house, ming, lee, epoch } = await setUp();
  await house.sayMany(ming.user, 2);
  await house.do(lee.user, { type: 'create_room', room: ROOM, name: 'x', kind: 'open', members: [] });
  house.slow.fail('recent');
  const client = await JsonClient.enter(house, lee, { [LOBBY]: { epoch, seq: 4, id: 't4' } });
  house.clock.advance(10_000);
  await house.settle();
  await house.say(lee.user, 'a', ROOM);
  assert.deepEqual(client.seqs(ROOM), [2]);
  assert.deepEqual(client.seqs(LOBBY), []);
  house.slow.mend();
  house.clock.advance(10_000);
  await house.settle();
  await house.say(ming.user, 'b');
  assert.deepEqual(client.seqs(LOBBY), [5, 6]);
  assert.notDeepEqual(house.troubles, []);
});

test('[SYNC-3] a room that was entered while the own stream could not be read is shown after it is told of', async () => {
  for (let failures = 0; failures < 4; failures++) {
    const { house, lee, epoch } = await setUp();
    await house.say(lee.user, 'a');
    house.slow.fail('recent');
    const positions = { [LOBBY]: { epoch, seq: 3, id: 't3' }, [lee.user]: { epoch, seq: 0, id: '' } };
    const client = await JsonClient.enter(house, lee, positions);
    for (let failed = 0; failed < failures; failed++) {
      house.clock.advance(RETRY_MS);
      await house.settle();
    }
    await house.do(lee.user, { type: 'create_room', room: ROOM, name: 'x', kind: 'open', members: [] });
    house.slow.mend();
    house.clock.advance(RETRY_MS);
    await house.settle();
    client.read();
    const shown = client.received.map((frame) => frame.type);
    const told = shown.lastIndexOf('room_joined');
    assert.ok(told >= 0 && told < shown.indexOf('room_created'), `after ${failures}: ${shown.join()}`);
  }
});

test('asking for a stream that is shown already begins anew from there', async () => {
  const { house, ming, lee, epoch } = await setUp();
  const client = await JsonClient.enter(house, lee);
  for (const text of ['a', 'b']) await house.say(ming.user, text);
  const position = { epoch, seq: 4, id: 't4' as CommandId };
  await client.say({ type: 'subscribe', id: 's1', room: LOBBY, position });
  await house.say(ming.user, 'c');
  assert.deepEqual(client.seqs(LOBBY), [4, 5, 5, 6]);
});
