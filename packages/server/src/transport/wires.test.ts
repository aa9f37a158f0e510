import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEARTBEAT_INTERVAL_MS } from '@teahouse/protocol/limits';
import { LiveServer } from '../testing/live-server.ts';
import { type SessionClient, WIRES } from '../testing/wires.ts';

const send = (id: string, room = 'lobby') => ({ type: 'send', id, room, text: id });
const typesOf = (client: SessionClient, ...types: string[]) =>
  types.map((type) => client.frames(type).length);

for (const { name, open } of WIRES) {
  /** A guest who was welcomed, with what the welcome said. */
  async function enter(live: LiveServer, hello: object = {}) {
    const client = await open(live, { type: 'hello', ...hello });
    await client.until(() => client.frames('welcome').length === 1);
    const [welcome] = client.frames('welcome');
    return { client, welcome };
  }

  test(`${name}: [LOG-2] [LOG-3] commands are answered by id, take effect in order, and happen once`, async () => {
    await using live = await LiveServer.start();
    const { client } = await enter(live, { name: '小明' });
    client.say(send('a'), send('b'), send('a'), send('c', `r_${'x'.repeat(16)}`), { type: 'rooms', id: 'r' });
    const answers = () => client.frames('ok').length + client.frames('error').length;
    await client.until(() => answers() === 4 && client.frames('rooms').length === 1);
    const said = client.frames('message');
    assert.deepEqual(
      said.map(({ text, from }) => `${from}: ${text}`),
      ['小明: a', '小明: b'],
    );
    assert.deepEqual(
      client
        .frames('ok')
        .filter(({ id }) => id === 'a')
        .map(({ seq }) => seq),
      [said[0].seq, said[0].seq],
    );
    assert.deepEqual(
      client.frames('error').map(({ id, code }) => [id, code]),
      [['c', 'not_a_member']],
    );
    client.destroy();
  });

  test(`${name}: [SYNC-1] [SYNC-2] a stream is continued, or reset`, async () => {
    await using live = await LiveServer.start();
    const { client, welcome } = await enter(live);
    client.say(send('a'), send('b'), send('c'));
    await client.until(() => client.frames('message').length === 3);
    const [{ seq, id }] = client.frames('message');
    const { token, me, user } = welcome;
    const own = { epoch: 'another-life-1', seq: 2, id: 'x' };
    const resume = { lobby: { epoch: me.epoch, seq, id }, [user.id]: own };
    const { client: again } = await enter(live, { token, resume });
    await again.until(() => again.frames('message').length === 2 && again.frames('reset').length === 1);
    assert.deepEqual(again.frames('message'), client.frames('message').slice(1));
    assert.equal(again.frames('reset')[0].room, user.id);
    for (const one of [client, again]) one.destroy();
  });

  test(`${name}: [LOG-5] a room is shown from the moment one is in it until one has left`, async () => {
    await using live = await LiveServer.start();
    const { client: lee } = await enter(live, { name: 'Lee' });
    const { client: ming } = await enter(live, { name: 'Ming' });
    lee.say({ type: 'create_room', id: 'c', name: 'tea', kind: 'open', members: [] });
    await lee.until(() => lee.frames('ok').length === 1);
    const { room } = lee.frames('ok')[0];
    ming.say({ type: 'join', id: 'j', room });
    await ming.until(() => ming.frames('joined').some((event) => event.room === room));
    lee.say(send('heard', room));
    await ming.until(() => ming.frames('message').length === 1);
    ming.say({ type: 'leave', id: 'l', room });
    await ming.until(() => ming.frames('left').length === 1 && ming.frames('room_left').length === 1);
    lee.say(send('unheard', room), send('after'));
    await ming.until(() => ming.frames('message').length === 2);
    assert.equal(ming.frames('message')[1].text, 'after');
    for (const one of [lee, ming]) one.destroy();
  });

  test(`${name}: typing and presence are told to the others who are there`, async () => {
    await using live = await LiveServer.start();
    const { client: lee, welcome } = await enter(live, { name: 'Lee' });
    const { client: ming } = await enter(live, { name: 'Ming' });
    lee.say({ type: 'presence', id: 'p', room: 'lobby' }, { type: 'typing', room: 'lobby' });
    await lee.until(() => lee.frames('presence').length === 1);
    await ming.until(() => ming.frames('typing').length === 1);
    assert.deepEqual(ming.frames('typing')[0].users, [welcome.user]);
    assert.equal(lee.frames('presence')[0].count, 2);
    assert.equal(lee.frames('typing').length, 0);
    for (const one of [lee, ming]) one.destroy();
  });

  test(`${name}: a heartbeat tells heads, a restart says goodbye and when to come back`, async () => {
    await using live = await LiveServer.start();
    const { client } = await enter(live);
    live.heartbeats.advance(HEARTBEAT_INTERVAL_MS);
    await client.until(() => client.frames('heartbeat').length === 1);
    assert.equal(client.frames('heartbeat')[0].heads.lobby, 2);
    const code = client.closeCode();
    live.connections.byeToAll(0);
    await client.until(() => client.frames('bye').length === 1);
    assert.equal(await code, 1012);
    assert.deepEqual(typesOf(client, 'bye', 'error'), [1, 0]);
    client.destroy();
  });

  for (const [what, hello, closeCode] of [
    ['a first frame that is no hello', { type: 'rooms', id: 'r' }, 4400],
    ['a wrong token', { type: 'hello', token: 'x'.repeat(43) }, 4401],
  ] as const) {
    test(`${name}: [NET-3] ${what} is refused, and ends it with ${closeCode}`, async () => {
      await using live = await LiveServer.start();
      const client = await open(live, hello);
      const code = client.closeCode();
      assert.equal(await code, closeCode);
      assert.equal(client.frames('error').length, 1);
      client.destroy();
    });
  }
}
