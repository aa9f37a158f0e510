import * as z from 'zod/mini';
import { commandId } from './fields.ts';

/** Changes one's own name. Messages said before keep the name they were said under. */
export const rename = z.object({ type: z.literal('rename'), id: commandId, name: z.string() });
