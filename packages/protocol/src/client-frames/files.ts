import * as z from 'zod/mini';
import { commandId, pageLimit, roomId, seq } from './fields.ts';

/** Asks for the messages of a room that came with a file, newest first, from before the seq `before`. */
export const files = z.object({
  type: z.literal('files'),
  id: commandId,
  room: roomId,
  before: z.optional(seq),
  limit: z.optional(pageLimit),
});
