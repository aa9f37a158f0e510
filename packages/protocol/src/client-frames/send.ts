import * as z from 'zod/mini';
import { MENTIONS_MAX } from '../limits.ts';
import { commandId, roomId, userId } from './fields.ts';

/**
 * Says `text` in a room. Answered with `ok` and the message's seq once it is on disk. Of the people in `mentions`,
 * those in the room are told that they are meant.
 */
export const send = z.object({
  type: z.literal('send'),
  id: commandId,
  room: roomId,
  text: z.string(),
  mentions: z.optional(z.array(userId).check(z.maxLength(MENTIONS_MAX))),
});
