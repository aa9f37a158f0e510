import type { RoomEvent } from '@teahouse/protocol/events';
import type { RoomView } from '../room-view.ts';

/** Lines added at an end of a conversation in one frame. A page of history takes a few, and none of them is late. */
export const LINES_PER_FRAME = 12;

/** Lines drawn at once of a room whose newest is looked at: more than a screen of them. */
export const LINES_AT_FIRST = 30;

interface Wanted extends Pick<RoomView, 'timeline' | 'hasNewer'> {
  /** The reader looks at the newest: it is shown at once, however much comes. */
  readonly follows: boolean;
}

/**
 * The part of a timeline to be drawn next, given the part that was drawn before. It grows by a few lines at
 * each end; another place altogether is there at once. In a flood only what can be seen is drawn, and what went by
 * is drawn again when it is over.
 */
export function nextDrawn(
  before: readonly RoomEvent[],
  { timeline, hasNewer, follows }: Wanted,
): readonly RoomEvent[] {
  const anew = follows && !hasNewer ? timeline.slice(-LINES_AT_FIRST) : timeline;
  const [first] = before;
  const last = before.at(-1);
  if (!first || !last) return anew;
  const start = timeline.findIndex(({ seq }) => seq >= first.seq);
  const end = timeline.findLastIndex(({ seq }) => seq <= last.seq) + 1;
  if (follows && !hasNewer && timeline.length - end > LINES_PER_FRAME) return anew;
  if (start === -1 || end <= start) return anew;
  const from = Math.max(0, start - LINES_PER_FRAME);
  const to = Math.min(timeline.length, end + LINES_PER_FRAME);
  return to - from === timeline.length ? timeline : timeline.slice(from, to);
}
