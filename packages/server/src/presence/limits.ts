/**
 * A node that has people in a room says so at least so often. What was lost on the bus is noticed then, and asked for:
 * it is what a lost word costs at most.
 */
export const BEAT_EVERY_MS = 13_000;
/** Up to so much of that is chance, so that rooms and nodes do not speak all at once. */
export const BEAT_JITTER_SHARE = 0.2;
/** Who was told of by a node that said nothing of a room for so long is gone: two heartbeats may be lost. */
export const SILENCE_MS_MAX = 40_000;
/** A node looks so often what there is to say. */
export const TURN_MS = 250;
/** Words of one turn. Rooms that have more to say wait for the next one, whoever waited longest first. */
export const WORDS_PER_TURN_MAX = 250;
/** Where there are so many rooms that heartbeats would be late, a turn has that share of its rooms speak. */
export const ROOMS_SHARE_PER_TURN = (2 * TURN_MS) / BEAT_EVERY_MS;
/** However many ask, a room's list is told at most so often; and it is asked for no more often either. */
export const LIST_EVERY_MS = 1_000;
/** Nodes that one room, or the house, believes to exist. What more of them say is not heard before others are gone. */
export const NODES_MAX = 256;
