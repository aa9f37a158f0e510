import * as z from 'zod/mini';
import { roomId } from './fields.ts';

/** Tells the room that this person is writing. It is not answered and leaves no trace. */
export const typing = z.object({ type: z.literal('typing'), room: roomId });
