import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortCount, titleWith, waitingIn } from './unread.ts';

const room = { unread: 2, mentions: 0, kind: 'open', notify: 'all' } as const;

test('what is unread is counted in all rooms that are not muted', () => {
  const rooms = [room, { ...room, notify: 'mentions' as const }, { ...room, notify: 'nothing' as const }];
  assert.deepEqual(waitingIn(rooms), { unread: 4, isPersonal: false });
  assert.deepEqual(waitingIn([]), { unread: 0, isPersonal: false });
});

test('a mention and a room of two are personal, unless they are muted or read', () => {
  const direct = { ...room, kind: 'direct' };
  assert.equal(waitingIn([room, { ...room, mentions: 1 }]).isPersonal, true);
  assert.equal(waitingIn([direct]).isPersonal, true);
  assert.equal(waitingIn([{ ...direct, unread: 0 }]).isPersonal, false);
  assert.equal(waitingIn([{ ...direct, notify: 'nothing' }]).isPersonal, false);
});

test('the title tells how much is unread', () => {
  assert.equal(titleWith(4, '茶馆'), '(4) 茶馆');
  assert.equal(titleWith(0, '茶馆'), '茶馆');
  assert.equal(titleWith(12_345, 'Teahouse'), '(999+) Teahouse');
  assert.equal(shortCount(999), '999');
});
