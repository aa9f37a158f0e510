import * as z from 'zod/mini';
import { FIRST_MEMBERS_MAX } from '../limits.ts';
import { commandId, userId } from './fields.ts';

/**
 * Opens a room, with its creator in it. `open`: anybody may find and join it. `closed`: those named in
 * `members`. `direct`: with exactly one other, and the same two people always get the same room.
 */
export const create_room = z.object({
  type: z.literal('create_room'),
  id: commandId,
  name: z.string(),
  kind: z.enum(['open', 'closed', 'direct']),
  members: z.optional(z.array(userId).check(z.maxLength(FIRST_MEMBERS_MAX))),
});
