import type { RoomEvent } from '@teahouse/protocol/events';
import type { RoomView } from '../room-view.ts';

/** Lines added at an end of a conversation in one frame. A page of history takes a few, and none of them is late. */
export const LINES_PER_FRAME = 12;

/** Lines drawn of a room before it is known how many fill its box: more than a screen of them. */
export const LINES_AT_FIRST = 30;

/** What of a timeline the reader needs to have before them. */
export interface Wanted {
  /** They come near the first line that is drawn, or near the last. */
  readonly older: boolean;
  readonly newer: boolean;
  /** They look at the newest: it is there at once, however much comes. */
  readonly follows: boolean;
  /** Lines that fill what they see. */
  readonly fill: number;
  /** Where they want to be: its surroundings are drawn. Null if they stay where they are. */
  readonly seq: number | null;
  /** Lines outside are far away and may go. Null if all may stay. */
  readonly reach: Reach | null;
}

/** The first and the last message that are not far from what a reader sees. */
export interface Reach {
  readonly from: number;
  readonly to: number;
}

/**
 * The part of a timeline to be drawn next, given the part that was drawn before. It grows by a few lines at an end
 * that the reader comes near to, and lets go of what is far from them. Another place altogether is there at once.
 * In a flood only what can be seen is drawn.
 */
export function nextDrawn(
  before: readonly RoomEvent[],
  { timeline, hasNewer }: Pick<RoomView, 'timeline' | 'hasNewer'>,
  wanted: Wanted,
): readonly RoomEvent[] {
  const follows = wanted.follows && !hasNewer;
  const stretch = stretchOf(before, timeline);
  if (wanted.seq !== null && !isInside(timeline, stretch, wanted.seq)) {
    return around(timeline, wanted.seq, wanted.fill);
  }
  if (follows && timeline.length - stretch.end > LINES_PER_FRAME) return timeline.slice(-wanted.fill);
  if (stretch.start === stretch.end) return timeline;
  const { start, end } = withinReach(timeline, stretch, wanted.reach);
  const from = wanted.older ? Math.max(0, stretch.start - LINES_PER_FRAME) : start;
  const to = wanted.newer ? Math.min(timeline.length, stretch.end + LINES_PER_FRAME) : end;
  const next = timeline.slice(from, follows ? timeline.length : to);
  return isSame(before, next) ? before : next;
}

/** Indexes into a timeline; `end` is the first one after. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where in the timeline the drawn part is. Empty, at its beginning, if nothing of it is left. */
function stretchOf(drawn: readonly RoomEvent[], timeline: readonly RoomEvent[]): Stretch {
  const [first] = drawn;
  const last = drawn.at(-1);
  if (!first || !last) return { start: 0, end: 0 };
  const start = timeline.findIndex(({ seq }) => seq >= first.seq);
  const end = timeline.findLastIndex(({ seq }) => seq <= last.seq) + 1;
  return start === -1 || end <= start ? { start: 0, end: 0 } : { start, end };
}

function withinReach(timeline: readonly RoomEvent[], { start, end }: Stretch, reach: Reach | null): Stretch {
  if (!reach) return { start, end };
  return {
    start: Math.max(
      start,
      timeline.findIndex(({ seq }) => seq >= reach.from),
    ),
    end: Math.min(end, timeline.findLastIndex(({ seq }) => seq <= reach.to) + 1),
  };
}

/** Whether a seq is drawn, or as near to it as there is something. */
function isInside(timeline: readonly RoomEvent[], { start, end }: Stretch, seq: number): boolean {
  const index = indexOf(timeline, seq);
  return index >= start && index < end;
}

function around(timeline: readonly RoomEvent[], seq: number, fill: number): readonly RoomEvent[] {
  const index = indexOf(timeline, seq);
  return timeline.slice(Math.max(0, index - fill), index + fill);
}

/** The event with a seq, or where there is none the one after it, or the last. */
function indexOf(timeline: readonly RoomEvent[], seq: number): number {
  const index = timeline.findIndex((event) => event.seq >= seq);
  return index === -1 ? timeline.length - 1 : index;
}

function isSame(one: readonly RoomEvent[], other: readonly RoomEvent[]): boolean {
  return one.length === other.length && one.every((event, index) => event === other[index]);
}
