import * as z from 'zod/mini';
import { TOKEN_PATTERN } from '../ids.ts';
import { ROOMS_PER_USER_MAX } from '../limits.ts';
import { position, streamId } from './fields.ts';

/**
 * The first frame. A new guest gives a name or nothing; whoever has a token gives it. `resume` shows the
 * last event applied of each stream that is to be continued (SYNC-1).
 */
export const hello = z.object({
  type: z.literal('hello'),
  name: z.optional(z.string()),
  token: z.optional(z.string().check(z.regex(TOKEN_PATTERN))),
  resume: z.optional(
    z.record(streamId, position).check(z.refine((map) => Object.keys(map).length <= ROOMS_PER_USER_MAX + 1)),
  ),
});
