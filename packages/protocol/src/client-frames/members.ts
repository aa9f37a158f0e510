import * as z from 'zod/mini';
import { commandId, pageLimit, roomId, userId } from './fields.ts';

/** Asks who the members of a room are, in the order they registered, from after the person `after`. */
export const members = z.object({
  type: z.literal('members'),
  id: commandId,
  room: roomId,
  after: z.optional(userId),
  limit: z.optional(pageLimit),
});
