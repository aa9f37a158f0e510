import { EVENT_STREAMS } from '@teahouse/protocol/events';
import type { Epoch } from '@teahouse/protocol/ids';
import type { RoomState, UserState } from '@teahouse/rules/apply';
import type { Stretch } from './stretch.ts';

/** The newest events of each room that are kept. Earlier ones are loaded again when somebody reads that far. */
export const KEPT_EVENTS_MAX = 200;

/**
 * What a copy was folded with. One of another format is not gone on from: it may have passed over events that
 * this program understands. The number is raised when what the copies hold changes.
 */
export const COPY_FORMAT = ['1', ...Object.keys(EVENT_STREAMS)].join(' ');

/** A room as it was at some moment: what its events had made of it, and the newest of them. */
export interface KeptRoom {
  readonly format: string;
  /** Together with the `seq` and `id` of the state, the position to continue from. */
  readonly epoch: Epoch;
  readonly state: RoomState;
  readonly newest: Stretch;
}

/** This person's own stream as it was, to be read until a welcome tells it anew. */
export interface KeptOwn {
  readonly format: string;
  readonly epoch: Epoch;
  readonly state: UserState;
}

export interface KeptCopies {
  readonly own: KeptOwn;
  readonly rooms: readonly KeptRoom[];
}

/** What to write down: copies to be put, each in the place of an earlier one, and those to be dropped first. */
export interface CopyChanges extends KeptCopies {
  readonly dropped: readonly KeptRoom['state']['room'][];
}

/** Whether a copy may take the place of one that is kept: of two of one log, the one further on stays. */
export function mayReplace(kept: KeptRoom | undefined, copy: KeptRoom): boolean {
  const isSameLog = kept?.format === copy.format && kept.epoch === copy.epoch;
  return !isSameLog || kept.state.seq <= copy.state.seq;
}

/** Whether this program can go on from all of it. */
export function isReadable({ own, rooms }: KeptCopies): boolean {
  return [own, ...rooms].every(({ format }) => format === COPY_FORMAT);
}
