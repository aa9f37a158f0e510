import * as z from 'zod/mini';
import { commandId, pageLimit, seq, streamId } from './fields.ts';

/** Asks for every event of a stream after a seq, in order: catching up at one's own pace. */
export const events = z.object({
  type: z.literal('events'),
  id: commandId,
  room: streamId,
  after: seq,
  limit: z.optional(pageLimit),
});
