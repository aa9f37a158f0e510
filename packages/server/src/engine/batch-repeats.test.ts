import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { Desk, LEE, MING, ROOM, send } from '../testing/desk.ts';

test('[LOG-3] a repeat in a later batch is answered with the first result, and changes nothing', async () => {
  const desk = await Desk.open();
  const first = await desk.commit(send(MING, 'once', LOBBY, 'same'));
  const repeat = await desk.commit(send(LEE, 'before'), send(MING, 'another text', LOBBY, 'same'));
  assert.deepEqual(repeat.outcomes[1], first.outcomes[0]);
  assert.equal(repeat.events.length, 1);
  assert.equal((await desk.events()).filter(({ id }) => id === 'same').length, 1);
});

test('[LOG-3] [R20] a repeat within one batch is answered with the first result', async () => {
  const desk = await Desk.open();
  const { outcomes, events } = await desk.commit(
    send(MING, 'once', LOBBY, 'same'),
    send(LEE, 'between'),
    send(MING, 'once', LOBBY, 'same'),
  );
  assert.deepEqual(outcomes[2], outcomes[0]);
  assert.equal(events.length, 2);
});

test('[LOG-3] the same id of another author is another command', async () => {
  const desk = await Desk.open();
  const { outcomes } = await desk.commit(send(MING, 'a', LOBBY, 'same'), send(LEE, 'b', LOBBY, 'same'));
  assert.deepEqual(
    outcomes.map((outcome) => outcome.ok && outcome.seq),
    [4, 5],
  );
});

test('[LOG-3] what was refused was not done, and may be done later under its id', async () => {
  const desk = await Desk.open();
  await desk.commit({
    type: 'create_room',
    author: MING,
    room: ROOM,
    name: '茶友',
    kind: 'open',
    members: [],
  });
  const early = await desk.commit(send(LEE, 'hello', ROOM, 'same'));
  assert.deepEqual(early.outcomes, [{ ok: false, code: 'not_a_member' }]);
  const later = await desk.commit(
    { type: 'join', author: LEE, room: ROOM },
    send(LEE, 'hello', ROOM, 'same'),
  );
  assert.deepEqual(later.outcomes[1], { ok: true, stream: ROOM, seq: 3 });
});

test('[LOG-3] what changed nothing was done too, and its repeat changes nothing later', async () => {
  const desk = await Desk.open();
  const join = { type: 'join', author: LEE, room: LOBBY, id: 'same' } as const;
  const first = await desk.commit(join);
  const { outcomes } = await desk.commit({ type: 'leave', author: LEE, room: LOBBY }, join, join);
  assert.deepEqual(outcomes.slice(1), [first.outcomes[0], first.outcomes[0]]);
  assert.equal((await desk.events()).at(-1)?.type, 'left');
});
