import * as z from 'zod/mini';
import { commandId, roomId, seq } from './fields.ts';

/** Moves this person's marker in a room forward to a seq; a step back is answered `ok` and changes nothing. */
export const read = z.object({ type: z.literal('read'), id: commandId, room: roomId, seq });
