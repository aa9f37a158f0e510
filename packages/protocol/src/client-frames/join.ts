import * as z from 'zod/mini';
import { commandId, roomId } from './fields.ts';

/** Enters an open room. Who is in it already is answered `ok`, and nothing happens. */
export const join = z.object({ type: z.literal('join'), id: commandId, room: roomId });
