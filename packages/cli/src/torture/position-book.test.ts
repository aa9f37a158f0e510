import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomEvent } from '@teahouse/protocol/events';
import { type CommandId, type Epoch, LOBBY } from '@teahouse/protocol/ids';
import type { RoomSummary } from '@teahouse/protocol/server-frames';
import { Account } from './account.ts';
import { PositionBook } from './position-book.ts';

const EPOCH = 'e-1' as Epoch;

function summary(seq: number): RoomSummary {
  const id = `c${seq}` as CommandId;
  return {
    room: LOBBY,
    name: '',
    kind: 'open',
    members: 1,
    n: 0,
    head: seq,
    id,
    epoch: EPOCH,
    read: 0,
    read_n: 0,
  };
}

function event(seq: number): RoomEvent {
  const id = `c${seq}` as CommandId;
  return { type: 'message', room: LOBBY, seq, id, text: 'x' } as unknown as RoomEvent;
}

test('a room just entered is resumed only when an event of it was shown', () => {
  const book = new PositionBook(new Account(), 'a');
  book.welcome([], EPOCH);
  book.enter(LOBBY, 8);
  assert.deepEqual(book.resumable, {});
  book.take(event(8));
  assert.deepEqual(book.resumable, { [LOBBY]: { epoch: EPOCH, seq: 8, id: 'c8' } });
});

test('what could not be resumed is live from where the next welcome tells it', () => {
  const account = new Account();
  const book = new PositionBook(account, 'a');
  book.welcome([], EPOCH);
  book.enter(LOBBY, 8);
  book.welcome([summary(10)], EPOCH);
  book.take(event(11));
  assert.equal(account.hasFound, false);
  assert.equal(book.of(LOBBY)?.seq, 11);
});
