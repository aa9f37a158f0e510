import * as z from 'zod/mini';
import { commandId, moment, pageLimit, roomId, seq } from './fields.ts';

/** Asks for messages: the newest, those before a seq (going back), those after one or from a moment on (going on). */
export const history = z.object({
  type: z.literal('history'),
  id: commandId,
  room: roomId,
  before: z.optional(seq),
  after: z.optional(seq),
  at: z.optional(moment),
  limit: z.optional(pageLimit),
});
