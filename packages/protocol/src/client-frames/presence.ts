import * as z from 'zod/mini';
import { commandId, roomId } from './fields.ts';

/** Asks who is here now, and to be told of changes from now on. */
export const presence = z.object({ type: z.literal('presence'), id: commandId, room: roomId });
