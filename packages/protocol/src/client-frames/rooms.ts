import * as z from 'zod/mini';
import { commandId, pageLimit, roomId } from './fields.ts';

/** Asks for the open rooms, oldest first, from after the room `after`. */
export const rooms = z.object({
  type: z.literal('rooms'),
  id: commandId,
  after: z.optional(roomId),
  limit: z.optional(pageLimit),
});
