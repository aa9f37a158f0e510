import * as z from 'zod/mini';
import { commandId, epoch, notify, roomId, streamId, userId } from '../client-frames/fields.ts';
import { ERRORS, type ErrorCode } from '../errors.ts';
import type { ServerFrame } from '../server-frames.ts';
import { EVENT_SCHEMAS } from './event-schemas.ts';
import { count, lastId, maybeName, roomKind, schemasOf } from './fields.ts';

const person = z.object({ id: userId, name: maybeName });
const head = { epoch, head: count, id: lastId };
const errorCodes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

const roomSummary = z.object({
  room: roomId,
  name: z.string(),
  kind: roomKind,
  members: count,
  ...head,
  n: count,
  read: count,
  read_n: count,
  mentions: z.exactOptional(count),
  pinned: z.exactOptional(z.boolean()),
  notify: z.exactOptional(notify),
  place: z.exactOptional(z.number()),
});

const openRoom = z.object({ room: roomId, name: z.string(), members: count, n: count });
const event = z.union(Object.values(EVENT_SCHEMAS));

/** The schema of each frame that a server says besides events, by its type. */
export const SERVER_SCHEMAS = schemasOf<ServerFrame>({
  welcome: {
    type: z.literal('welcome'),
    user: person,
    token: z.exactOptional(z.string()),
    heartbeat_ms: count,
    me: z.object(head),
    rooms: z.array(roomSummary),
  },
  ok: { type: z.literal('ok'), id: commandId, room: z.exactOptional(roomId), seq: z.exactOptional(count) },
  error: {
    type: z.literal('error'),
    id: z.exactOptional(commandId),
    code: z.enum(errorCodes),
    message: z.string(),
    retry: z.boolean(),
    retry_after_ms: z.exactOptional(count),
    field: z.exactOptional(z.string()),
  },
  page: {
    type: z.literal('page'),
    id: commandId,
    room: roomId,
    messages: z.array(EVENT_SCHEMAS.message),
    head: count,
    more: z.boolean(),
  },
  events: {
    type: z.literal('events'),
    id: commandId,
    room: streamId,
    epoch,
    events: z.array(event),
    head: count,
  },
  rooms: { type: z.literal('rooms'), id: commandId, rooms: z.array(openRoom), more: z.boolean() },
  members: {
    type: z.literal('members'),
    id: commandId,
    room: roomId,
    members: z.array(person),
    more: z.boolean(),
  },
  files: {
    type: z.literal('files'),
    id: commandId,
    room: roomId,
    files: z.array(EVENT_SCHEMAS.message),
    more: z.boolean(),
  },
  behind: { type: z.literal('behind'), room: streamId, after: count, head: count },
  reset: { type: z.literal('reset'), room: streamId, ...head },
  heartbeat: { type: z.literal('heartbeat'), heads: z.record(z.string(), count) },
  typing: { type: z.literal('typing'), room: roomId, users: z.array(person) },
  presence: {
    type: z.literal('presence'),
    id: z.exactOptional(commandId),
    room: roomId,
    count,
    here: z.exactOptional(z.array(person)),
    came: z.exactOptional(z.array(person)),
    went: z.exactOptional(z.array(userId)),
  },
  bye: { type: z.literal('bye'), code: count, reconnect_after_ms: count },
});
