import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeClientFrame } from '@teahouse/protocol/decode';
import fc from 'fast-check';
import { CURSOR_CHARACTERS_MAX, Cursor, positionsIn } from './cursor.ts';

const ME = `u_${'m'.repeat(16)}`;
const room = (letters: string) => `r_${letters.padStart(16, 'a')}`;

function content(frame: object): Buffer {
  return Buffer.from(JSON.stringify(frame));
}

function welcome(rooms: readonly string[], epoch = 'life-2'): Buffer {
  return content({
    type: 'welcome',
    user: { id: ME },
    heartbeat_ms: 1,
    me: { epoch, head: 3, id: 'own' },
    rooms: rooms.map((name) => ({ room: name, name, epoch, head: 7, id: `head-of-${name}` })),
  });
}

const event = (stream: string, seq: number, more: object = {}) =>
  content({
    type: 'message',
    room: stream,
    seq,
    n: 1,
    id: `e${seq}`,
    by: ME,
    at: 1,
    text: '"seq":99',
    ...more,
  });

test('a cursor begins with what the welcome tells, and follows what is sent', () => {
  const cursor = new Cursor({});
  assert.equal(cursor.pass(content({ type: 'ok', id: 'a', room: 'lobby', seq: 9 })), false);
  assert.equal(cursor.pass(welcome(['lobby', room('b')])), true);
  assert.equal(cursor.pass(event('lobby', 8)), true);
  assert.equal(cursor.pass(content({ type: 'heartbeat', heads: { lobby: 80 } })), false);
  assert.deepEqual(positionsIn(`${cursor}`), {
    [ME]: { epoch: 'life-2', seq: 3, id: 'own' },
    lobby: { epoch: 'life-2', seq: 8, id: 'e8' },
    [room('b')]: { epoch: 'life-2', seq: 7, id: `head-of-${room('b')}` },
  });
});

test('[SYNC-1] what was shown again stands until something of the stream was sent', () => {
  const shown = { epoch: 'life-1', seq: 2, id: 'two' } as never;
  const cursor = new Cursor({ lobby: shown, [room('b')]: shown, [room('left')]: shown });
  cursor.pass(welcome(['lobby', room('b')]));
  cursor.pass(content({ type: 'behind', room: 'lobby', after: 2, head: 900 }));
  cursor.pass(content({ type: 'reset', room: room('b'), epoch: 'life-2', head: 5, id: 'five' }));
  const { lobby, ...others } = positionsIn(`${cursor}`) ?? {};
  assert.deepEqual(lobby, shown);
  assert.deepEqual(others[room('b')], { epoch: 'life-2', seq: 5, id: 'five' });
  assert.equal(others[room('left')], undefined, 'a room that one is not in is no position');
});

test('a room that was left is no longer in the cursor', () => {
  const cursor = new Cursor({});
  cursor.pass(welcome(['lobby', room('b')]));
  const left = {
    type: 'room_left',
    user: ME,
    seq: 4,
    n: 0,
    id: 'l',
    by: ME,
    at: 1,
    room: room('b'),
    left: 9,
  };
  cursor.pass(content(left));
  assert.deepEqual(Object.keys(positionsIn(`${cursor}`) ?? {}), [ME, 'lobby']);
});

test('a cursor of 500 rooms is short enough for a header, and has the rooms in which something happened last', () => {
  const rooms = Array.from({ length: 500 }, (_, index) => room(index.toString(36).replaceAll(/\d/g, 'z')));
  const cursor = new Cursor({});
  cursor.pass(welcome(rooms));
  cursor.pass(event('lobby', 2_147_483_647, { id: 'x'.repeat(64) }));
  const text = `${cursor}`;
  assert.ok(text.length <= CURSOR_CHARACTERS_MAX, `${text.length}`);
  const positions = Object.keys(positionsIn(text) ?? {});
  assert.deepEqual(positions.slice(0, 2), [ME, 'lobby']);
  assert.ok(positions.length > 25, `${positions.length}`);
});

test('every cursor gives back its positions as a hello takes them, and says nothing else', () => {
  const position = fc.record(
    {
      epoch: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
      seq: fc.integer({ min: 1, max: 2_147_483_647 }),
      id: fc.stringMatching(/^[A-Za-z0-9_.:-]{1,64}$/),
    },
    { noNullPrototype: true },
  );
  const names = fc.uniqueArray(fc.stringMatching(/^r_[a-z2-7]{16}$/), { maxLength: 10 });
  const shown = names.chain((keys) =>
    fc.tuple(
      ...keys.map((key) =>
        fc.tuple(fc.constant(key), fc.oneof(position, fc.constant({ epoch: '__proto__', seq: 1, id: 'x' }))),
      ),
    ),
  );
  fc.assert(
    fc.property(shown, (entries) => {
      const resumed = Object.fromEntries(entries);
      const cursor = new Cursor(resumed as never);
      cursor.pass(welcome(Object.keys(resumed)));
      const text = `${cursor}`;
      assert.match(text, /^[\w-]*$/);
      const { [ME]: own, ...positions } = positionsIn(text) ?? {};
      assert.equal(own?.seq, 3);
      assert.deepEqual(positions, resumed);
      const hello = JSON.stringify({ type: 'hello', resume: positionsIn(text) });
      assert.equal(decodeClientFrame(hello).ok, true);
      assert.equal(({} as { x?: unknown }).x, undefined);
    }),
  );
});

test('what is no cursor is told apart, and harms nothing', () => {
  for (const text of ['x', 'bnVsbA', 'MQ', Buffer.from('{"e":1}').toString('base64url').slice(1)])
    assert.equal(positionsIn(text), null, text);
  fc.assert(
    fc.property(fc.json(), (json) => {
      const positions = positionsIn(Buffer.from(json).toString('base64url'));
      if (positions) decodeClientFrame(JSON.stringify({ type: 'hello', resume: positions }));
    }),
  );
});
