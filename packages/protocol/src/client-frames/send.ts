import * as z from 'zod/mini';
import { commandId, roomId } from './fields.ts';

/** Says `text` in a room. Answered with `ok` and the message's seq once it is on disk. */
export const send = z.object({
  type: z.literal('send'),
  id: commandId,
  room: roomId,
  text: z.string(),
});
