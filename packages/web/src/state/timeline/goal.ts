import type { Place } from '../../platform/scroll-keeper.ts';
import type { RoomView } from '../room-view.ts';

/** Where a reader wants to be in a room. */
export type Goal =
  | { readonly at: 'newest' }
  /** A message, pointed out among its surroundings. */
  | { readonly at: 'message'; readonly seq: number }
  /** Where they were before. */
  | { readonly at: 'place'; readonly seq: number; readonly topPx: number }
  /** The first message they have not read. */
  | { readonly at: 'unread'; readonly seq: number };

/** What an address of a room means: a message if it names one, else where the reader was. */
export function goalOf(seq: number | undefined, place: Place | null): Goal {
  if (seq !== undefined) return { at: 'message', seq };
  return place ? { at: 'place', ...place } : { at: 'newest' };
}

/** The same for a room that is opened: somebody who was at the newest begins with what they have not read. */
export function firstGoalOf(
  { unread, read }: Pick<RoomView, 'unread' | 'read'>,
  seq: number | undefined,
  place: Place | null,
): Goal {
  const goal = goalOf(seq, place);
  return goal.at === 'newest' && unread > 0 ? { at: 'unread', seq: read + 1 } : goal;
}
