import * as z from 'zod/mini';
import { commandId, roomId } from './fields.ts';

/** Goes out of a room. No later event of it is shown to this person (LOG-5). */
export const leave = z.object({ type: z.literal('leave'), id: commandId, room: roomId });
