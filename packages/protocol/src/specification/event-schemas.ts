import * as z from 'zod/mini';
import { commandId, notify, roomId, roomPlace, userId } from '../client-frames/fields.ts';
import type { StreamEvent } from '../events.ts';
import type { BlobId } from '../ids.ts';
import { MENTIONS_MAX } from '../limits.ts';
import { count, maybeName, place, roomKind, schemasOf } from './fields.ts';

const signed = { seq: place, id: commandId, by: userId, from: maybeName, at: count };
const inRoom = { room: roomId, n: count, ...signed };
const ofUser = { user: userId, n: z.literal(0), ...signed };

const attachment = z.object({
  id: z.string().check(z.regex(/^b_[a-z2-7]{32}$/)) as unknown as z.ZodMiniType<BlobId>,
  type: z.string(),
  size: count,
  url: z.string(),
});

/** The schema of each event, by its type. */
export const EVENT_SCHEMAS = schemasOf<StreamEvent>({
  room_created: {
    type: z.literal('room_created'),
    ...inRoom,
    name: z.string(),
    kind: roomKind,
    members: count,
  },
  joined: { type: z.literal('joined'), ...inRoom, members: count },
  left: { type: z.literal('left'), ...inRoom, members: count },
  renamed: { type: z.literal('renamed'), ...inRoom, name: z.string() },
  message: {
    type: z.literal('message'),
    ...inRoom,
    text: z.string(),
    attachment: z.exactOptional(attachment),
    mentions: z.exactOptional(z.array(userId).check(z.maxLength(MENTIONS_MAX))),
  },
  registered: { type: z.literal('registered'), ...ofUser, name: maybeName },
  room_joined: {
    type: z.literal('room_joined'),
    ...ofUser,
    room: roomId,
    name: z.string(),
    kind: roomKind,
    joined: place,
    read_n: count,
  },
  room_left: { type: z.literal('room_left'), ...ofUser, room: roomId, left: place },
  read: { type: z.literal('read'), ...ofUser, room: roomId, read: place, read_n: count, mentions: count },
  mentioned: { type: z.literal('mentioned'), ...ofUser, room: roomId, message: place },
  room_arranged: {
    type: z.literal('room_arranged'),
    ...ofUser,
    room: roomId,
    pinned: z.boolean(),
    notify,
    place: roomPlace,
  },
  name_changed: { type: z.literal('name_changed'), ...ofUser, name: z.string() },
  unchanged: { type: z.literal('unchanged'), ...ofUser },
});
