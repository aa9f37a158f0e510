import * as z from 'zod/mini';
import {
  COMMAND_ID_PATTERN,
  type CommandId,
  type Epoch,
  ROOM_ID_PATTERN,
  type RoomId,
  STREAM_ID_PATTERN,
  type StreamId,
  USER_ID_PATTERN,
  type UserId,
} from '../ids.ts';
import { SEQ_MAX } from '../limits.ts';
import type { Position } from '../position.ts';

/** The building blocks of client frames. A frame's unknown fields are ignored, so that newer clients may speak to us. */
function branded<Type extends string>(pattern: RegExp) {
  return z.string().check(z.regex(pattern)) as unknown as z.ZodMiniType<Type, Type>;
}

export const commandId = branded<CommandId>(COMMAND_ID_PATTERN);
export const roomId = branded<RoomId>(ROOM_ID_PATTERN);
export const userId = branded<UserId>(USER_ID_PATTERN);
export const streamId = branded<StreamId>(STREAM_ID_PATTERN);
export const seq = z.int().check(z.minimum(0), z.maximum(SEQ_MAX));
/** A time in milliseconds since 1970. */
export const moment = z.int().check(z.minimum(0));
export const pageLimit = z.int().check(z.minimum(1), z.maximum(SEQ_MAX));
export const notify = z.enum(['all', 'mentions', 'nothing']);
/** Any number there is; 0 has no sign. */
export const roomPlace = z.nullable(z.number().check(z.overwrite((place) => place + 0)));
export const epoch = branded<Epoch>(/^[A-Za-z0-9_-]{1,64}$/);

export const position: z.ZodMiniType<Position> = z.object({
  epoch,
  seq,
  id: z.union([commandId, z.literal('')]),
});
