import type { ClientFrame, ClientFrameType } from '../client-frames.ts';
import type { CommandId, Epoch, RoomId, UserId } from '../ids.ts';
import { LOBBY } from '../ids.ts';

export const ROOM = 'r_abcdefghijklmnop' as RoomId;
export const USER = 'u_abcdefghijklmnop' as UserId;
export const OTHER = 'u_qrstuvwxyz234567' as UserId;
export const ID = 'c-1' as CommandId;
export const EPOCH = 'store-1' as Epoch;
export const TOKEN = 'T'.repeat(43);

/** One good frame of each type, with every field it can have. */
export const SAMPLES: { readonly [Type in ClientFrameType]: Required<ClientFrame<Type>> } = {
  hello: {
    type: 'hello',
    name: '小明',
    token: TOKEN,
    resume: { [LOBBY]: { epoch: EPOCH, seq: 41, id: ID }, [USER]: { epoch: EPOCH, seq: 0, id: '' } },
  },
  send: { type: 'send', id: ID, room: LOBBY, text: '你好', mentions: [OTHER] },
  create_room: { type: 'create_room', id: ID, name: '茶友', kind: 'closed', members: [OTHER] },
  join: { type: 'join', id: ID, room: ROOM },
  leave: { type: 'leave', id: ID, room: ROOM },
  history: { type: 'history', id: ID, room: ROOM, before: 58, after: 7, at: 1_795_394_704_123, limit: 50 },
  events: { type: 'events', id: ID, room: USER, after: 41, limit: 500 },
  subscribe: { type: 'subscribe', id: ID, room: ROOM, position: { epoch: EPOCH, seq: 41, id: ID } },
  read: { type: 'read', id: ID, room: ROOM, seq: 41 },
  typing: { type: 'typing', room: ROOM },
  presence: { type: 'presence', id: ID, room: ROOM },
  rename: { type: 'rename', id: ID, name: '小红' },
  arrange: { type: 'arrange', id: ID, room: ROOM, pinned: true, notify: 'mentions', place: -0.5 },
  rooms: { type: 'rooms', id: ID, after: ROOM, limit: 100 },
  members: { type: 'members', id: ID, room: ROOM, after: USER, limit: 100 },
  files: { type: 'files', id: ID, room: ROOM, before: 58, limit: 100 },
};
