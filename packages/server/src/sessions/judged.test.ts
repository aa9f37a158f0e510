import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { MemoryStore } from '../storage/memory/memory-store.ts';
import { House } from '../testing/house.ts';
import { JsonClient } from '../testing/json-client.ts';

const ROOM = `r_${'r'.repeat(16)}` as RoomId;

for (const type of ['history', 'events', 'files'] as const) {
  test(`[SYNC-2] [SYNC-3] ${type} of a room is answered after the word on the position that was shown of it`, async () => {
    const store = new MemoryStore(() => 'name');
    const { epoch: earlier } = store.openLog();
    const house = await House.open({ store });
    const lee = await house.guest('Lee');
    const { head, id } = await house.services.archive.head(LOBBY);
    house.slow.hold('recent');
    const client = await JsonClient.enter(house, lee, { [LOBBY]: { epoch: earlier, seq: head, id } });
    await client.say({ type, id: 'p1', room: LOBBY, ...(type === 'events' ? { after: 0 } : {}) });
    await house.settle();
    const types = () => client.received.map((frame) => frame.type);
    assert.deepEqual(types(), ['welcome']);
    house.slow.release();
    await house.settle();
    client.read();
    assert.deepEqual(types(), ['welcome', 'reset', type === 'history' ? 'page' : type]);
  });
}

test('[SYNC-2] [SYNC-3] a page is answered after the word on a position that was subscribed with just before', async () => {
  const house = await House.open();
  const lee = await house.guest('Lee');
  const { epoch } = house.services.archive;
  await house.do(lee.user, { type: 'create_room', room: ROOM, name: 'x', kind: 'open', members: [] });
  const client = await JsonClient.enter(house, lee);
  house.slow.hold('recent');
  const position = { epoch, seq: 1, id: 'elsewhere' };
  client.send({ type: 'subscribe', id: 's1', room: ROOM, position });
  client.send({ type: 'history', id: 'h1', room: ROOM });
  await house.settle();
  house.slow.release();
  await house.settle();
  client.read();
  const types = client.received.map((frame) => frame.type);
  assert.deepEqual(types, ['welcome', 'ok', 'reset', 'page']);
});
