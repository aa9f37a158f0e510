import assert from 'node:assert/strict';
import test from 'node:test';
import { type CommandId, LOBBY } from '@teahouse/protocol/ids';
import { Account, type Verdict } from './account.ts';

const NOTHING: Verdict = { lost: 0, doubled: 0, reordered: 0, seenButLost: 0, missed: 0 };

test('an account that agrees with the log finds nothing', () => {
  const account = said('a-1', 'a-2');
  account.acknowledged(id('a-1'), 1);
  account.saw('b', LOBBY, { seq: 1, id: id('a-1') }, 0);
  account.saw('b', LOBBY, { seq: 2, id: id('a-2') }, 1);
  account.stopped('b', LOBBY, { seq: 2, head: 2 });
  settle(account, 'a-1', 'a-2');
  assert.deepEqual(account.verdict, NOTHING);
  assert.equal(account.hasFound, false);
});

test('what was acknowledged and is not in the log is lost', () => {
  const account = said('a-1');
  account.acknowledged(id('a-1'), 1);
  settle(account);
  assert.deepEqual(account.verdict, { ...NOTHING, lost: 1 });
});

test('what was sent and never acknowledged may be in the log, or not', () => {
  const account = said('a-1', 'a-2');
  settle(account, 'a-2');
  assert.deepEqual(account.verdict, NOTHING);
});

test('two answers to one command, and one command twice in the log, are doubled', () => {
  const account = said('a-1', 'a-2');
  account.acknowledged(id('a-1'), 1);
  account.acknowledged(id('a-1'), 2);
  settle(account, 'a-1', 'a-2', 'a-2');
  assert.deepEqual(account.verdict, { ...NOTHING, doubled: 2 });
});

test('a place that is not the one acknowledged, and a later message before an earlier one, are reordered', () => {
  const account = said('a-1', 'a-2');
  account.acknowledged(id('a-1'), 1);
  settle(account, 'a-2', 'a-1');
  assert.deepEqual(account.verdict, { ...NOTHING, reordered: 2 });
});

test('two clients that were shown different events at one seq were shown another order', () => {
  const account = said('a-1', 'a-2');
  account.saw('b', LOBBY, { seq: 1, id: id('a-1') }, 0);
  account.saw('c', LOBBY, { seq: 1, id: id('a-2') }, 0);
  assert.deepEqual(account.verdict, { ...NOTHING, reordered: 1 });
});

test('what was shown and is not in the log is seen but lost', () => {
  const account = said('a-1');
  account.saw('b', LOBBY, { seq: 1, id: id('a-1') }, 0);
  settle(account);
  assert.deepEqual(account.verdict, { ...NOTHING, seenButLost: 1 });
});

test('a gap in what a client was shown, and an end before the end, are missed; a repeat is doubled', () => {
  const account = said('a-1');
  account.saw('b', LOBBY, { seq: 3, id: id('a-1') }, 1);
  account.saw('b', LOBBY, { seq: 3, id: id('a-1') }, 3);
  account.stopped('b', LOBBY, { seq: 3, head: 4 });
  assert.deepEqual(account.verdict, { ...NOTHING, missed: 2, doubled: 1 });
  assert.equal(account.hasFound, true);
});

test('whoever is not known any more was lost', () => {
  const account = new Account();
  account.wasForgotten('a');
  assert.deepEqual(account.verdict, { ...NOTHING, lost: 1 });
});

test('a command that was never answered is missed', () => {
  const account = said('a-1');
  account.unanswered('a', id('a-1'));
  assert.deepEqual(account.verdict, { ...NOTHING, missed: 1 });
});

test('a client that is told to forget a room, though no backup was restored, has lost it', () => {
  const account = new Account();
  account.wasReset('b', LOBBY);
  assert.deepEqual(account.verdict, { ...NOTHING, lost: 1 });
});

function id(text: string): CommandId {
  return text as CommandId;
}

/** An account of messages of one author, said in this order. */
function said(...ids: string[]): Account {
  const account = new Account();
  for (const [number, one] of ids.entries()) account.sent(id(one), { author: 'a', room: LOBBY, number });
  return account;
}

function settle(account: Account, ...ids: string[]): void {
  account.settle(new Map([[LOBBY, ids.map((one, index) => ({ seq: index + 1, id: id(one) }))]]));
}

test('[LOG-2] what is sent after an answer comes after it, on however many nodes', () => {
  for (const [second, reordered] of [
    [3, 0],
    [1, 1],
  ] as const) {
    const account = new Account({ isUnansweredInOrder: false });
    const message = (number: number) => ({ author: 'ada', room: LOBBY, number });
    account.sent('a' as CommandId, message(1));
    account.acknowledged('a' as CommandId, 2);
    account.sent('b' as CommandId, message(2));
    const events = [
      { seq: second, id: 'b' as CommandId },
      { seq: 2, id: 'a' as CommandId },
    ];
    const filler = [1, 2, 3].flatMap(
      (seq) => events.find((event) => event.seq === seq) ?? { seq, id: `x${seq}` as CommandId },
    );
    account.settle(new Map([[LOBBY, filler]]));
    assert.equal(account.verdict.reordered, reordered);
  }
});
