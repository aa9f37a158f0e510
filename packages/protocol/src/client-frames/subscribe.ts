import * as z from 'zod/mini';
import { commandId, position, streamId } from './fields.ts';

/** Asks to be shown a stream live, from just after `position`, or from now if there is none. */
export const subscribe = z.object({
  type: z.literal('subscribe'),
  id: commandId,
  room: streamId,
  position: z.optional(position),
});
