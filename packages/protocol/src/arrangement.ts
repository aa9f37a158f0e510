/** What of a room makes itself heard: every message, those that mention the person, or none. */
export type Notify = 'all' | 'mentions' | 'nothing';

/** What a person wants of a room they are in, on all their devices. */
export interface Arrangement {
  readonly pinned: boolean;
  readonly notify: Notify;
  /** Rooms put somewhere by hand stand in the order of these numbers: one between two others gets a number between. */
  readonly place: number | null;
}

/** A room of which nothing was wanted yet. */
export const UNARRANGED: Arrangement = { pinned: false, notify: 'all', place: null };
