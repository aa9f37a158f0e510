import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Epoch, RoomId, UserId } from '@teahouse/protocol/ids';
import { Starts } from './starts.ts';

const OWN = 'u_own' as UserId;
const ROOM = 'r_one' as RoomId;
const OTHER = 'r_two' as RoomId;
const from = { position: { epoch: 'e' as Epoch, seq: 1, id: '' } } as const;
const settled = () => new Promise(setImmediate);

/** Whether somebody who asks is answered by what is done then. */
async function isAnswered(starts: Starts, stream: RoomId, work: () => void): Promise<boolean> {
  let answered = false;
  void starts.judged(stream).then(() => {
    answered = true;
  });
  await settled();
  assert.equal(answered, false, 'before');
  work();
  await settled();
  return answered;
}

test('a stream of which no position was shown is judged', async () => {
  const starts = new Starts();
  await starts.judged(ROOM);
  starts.put({ stream: ROOM, from: { after: 3 } });
  await starts.judged(ROOM);
});

test('a position is judged when it was carried out, forgotten, or the session is over', async () => {
  const ends: ((starts: Starts) => void)[] = [
    (starts) => starts.done({ stream: ROOM, from }),
    (starts) => starts.forget(ROOM),
    (starts) => starts.clear(),
  ];
  for (const end of ends) {
    const starts = new Starts();
    starts.put({ stream: ROOM, from });
    assert.ok(await isAnswered(starts, ROOM, () => end(starts)));
  }
});

test('a position that was announced is judged when it was refused, or when what was put then is', async () => {
  const refused = new Starts();
  const announcement = refused.announce(ROOM);
  assert.ok(await isAnswered(refused, ROOM, () => announcement[Symbol.dispose]()));
  const starts = new Starts();
  const start = { stream: ROOM, from };
  const other = starts.announce(ROOM);
  const isEarly = await isAnswered(starts, ROOM, () => {
    starts.put(start);
    other[Symbol.dispose]();
  });
  assert.equal(isEarly, false);
  assert.ok(await isAnswered(starts, ROOM, () => starts.done(start)));
});

test('who asks of one stream waits for no other, and not for an earlier position only', async () => {
  const starts = new Starts();
  starts.put({ stream: ROOM, from });
  starts.put({ stream: OTHER, from });
  assert.equal(await isAnswered(starts, ROOM, () => starts.forget(OTHER)), false);
  assert.equal(await isAnswered(starts, ROOM, () => starts.put({ stream: ROOM, from })), false);
});

test('[SYNC-3] a room that was entered meanwhile comes after the own stream, one that was resumed does not', () => {
  const starts = new Starts();
  const resumed = { stream: OTHER, from };
  const own = { stream: OWN, from: { after: 1 } };
  starts.put({ stream: ROOM, from: { after: 0 } });
  starts.put(resumed);
  starts.put(own);
  assert.equal(starts.next(OWN), resumed);
  starts.putFirst(OWN);
  assert.equal(starts.next(OWN), own);
  starts.done(own);
  assert.equal(starts.next(OWN)?.stream, ROOM);
});
