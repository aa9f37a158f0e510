import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Notify } from '@teahouse/protocol/arrangement';
import type { Message, RoomKind } from '@teahouse/protocol/events';
import type { UserId } from '@teahouse/protocol/ids';
import { type Attention, attentionFor } from './attention.ts';

const ME = 'u_me' as UserId;
const ADA = 'u_ada' as UserId;

interface Case {
  readonly says: string;
  readonly by?: UserId;
  readonly mentions?: readonly UserId[];
  readonly kind?: RoomKind;
  readonly notify: Notify;
  readonly isOnScreen?: boolean;
  readonly is: Attention;
}

const CASES: readonly Case[] = [
  { says: 'everything, somebody says something', notify: 'all', is: 'notify' },
  { says: 'everything, oneself on another device', notify: 'all', by: ME, is: 'nothing' },
  { says: 'everything, on screen', notify: 'all', isOnScreen: true, is: 'nothing' },
  { says: 'everything, a mention on screen', notify: 'all', mentions: [ME], isOnScreen: true, is: 'nothing' },
  { says: 'mentions, somebody says something', notify: 'mentions', is: 'quiet' },
  { says: 'mentions, another one is mentioned', notify: 'mentions', mentions: [ADA], is: 'quiet' },
  { says: 'mentions, one is mentioned', notify: 'mentions', mentions: [ADA, ME], is: 'notify' },
  { says: 'mentions, oneself by oneself', notify: 'mentions', by: ME, mentions: [ME], is: 'nothing' },
  { says: 'mentions, in a room of two', notify: 'mentions', kind: 'direct', is: 'notify' },
  { says: 'nothing, somebody says something', notify: 'nothing', is: 'nothing' },
  { says: 'nothing, one is mentioned', notify: 'nothing', mentions: [ME], is: 'nothing' },
  { says: 'nothing, in a room of two', notify: 'nothing', kind: 'direct', is: 'nothing' },
];

for (const { says, is, by = ADA, mentions, kind = 'open', notify, isOnScreen = false } of CASES) {
  test(`${says}: ${is}`, () => {
    const message = { by, ...(mentions && { mentions }) } as Message;
    assert.equal(attentionFor(message, { me: ME, room: { kind, notify }, isOnScreen }), is);
  });
}
