import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UserId } from '@teahouse/protocol/ids';
import { namedIn } from './named.ts';

const ADA = 'u_aaaaaaaaaaaaaaaa' as UserId;
const MING = 'u_mmmmmmmmmmmmmmmm' as UserId;
const ME = { id: MING, name: '小明' };

test('who is mentioned is known by the names they have and had', () => {
  const here = new Map([[ADA, { id: ADA, name: 'Ada' }]]);
  const room = { presence: { here, count: 1 }, messages: [{ by: ADA, from: 'Countess' }] } as never;
  assert.deepEqual(namedIn({ mentions: [ADA, MING] }, room, ME), [
    { name: 'Ada', isMe: false },
    { name: 'Countess', isMe: false },
    { name: '小明', isMe: true },
  ]);
});

test('who is not known here has no name, and a message need not mention anybody', () => {
  assert.deepEqual(namedIn({ mentions: [ADA] }, undefined, ME), []);
  assert.deepEqual(namedIn({}, undefined, null), []);
});
