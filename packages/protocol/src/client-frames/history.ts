import * as z from 'zod/mini';
import { commandId, pageLimit, roomId, seq } from './fields.ts';

/** Asks for messages: the newest, those before a seq (going back), or those after one (going on). */
export const history = z.object({
  type: z.literal('history'),
  id: commandId,
  room: roomId,
  before: z.optional(seq),
  after: z.optional(seq),
  limit: z.optional(pageLimit),
});
