import type { RoomEvent } from '@teahouse/protocol/events';
import type { RoomView } from '../room-view.ts';

/** Lines added at an end of a conversation in one frame. A page of history takes a few, and none of them is late. */
export const LINES_PER_FRAME = 12;

/** Lines drawn at once of a room that is opened at its newest: more than a screen of them. */
export const LINES_AT_FIRST = 40;

/**
 * The part of a timeline to be drawn next, given the part that was drawn before. It grows by a few lines at
 * each end; what is new at the newest, and another place altogether, is there at once.
 */
export function nextDrawn(
  before: readonly RoomEvent[],
  { timeline, hasNewer }: Pick<RoomView, 'timeline' | 'hasNewer'>,
): readonly RoomEvent[] {
  const [first] = before;
  const last = before.at(-1);
  if (!first || !last) return timeline;
  const start = timeline.findIndex(({ seq }) => seq >= first.seq);
  const end = timeline.findLastIndex(({ seq }) => seq <= last.seq) + 1;
  if (start === -1 || end <= start) return timeline;
  const from = Math.max(0, start - LINES_PER_FRAME);
  const to = hasNewer ? Math.min(timeline.length, end + LINES_PER_FRAME) : timeline.length;
  return to - from === timeline.length ? timeline : timeline.slice(from, to);
}
