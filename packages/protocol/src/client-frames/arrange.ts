import * as z from 'zod/mini';
import { commandId, notify, roomId, roomPlace } from './fields.ts';

/** Changes what this person wants of a room, on all their devices. What is absent stays as it is. */
export const arrange = z.object({
  type: z.literal('arrange'),
  id: commandId,
  room: roomId,
  pinned: z.optional(z.boolean()),
  notify: z.optional(notify),
  place: z.optional(roomPlace),
});
