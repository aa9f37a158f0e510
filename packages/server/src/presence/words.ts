import type { UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';

declare const brand: unique symbol;
/** Names a node while it runs: chance, new at each start. */
export type NodeId = string & { readonly [brand]: 'node' };

/**
 * What a node says of the people who are connected to it in a room. A version stands for who is: it grows with each
 * change, and is never used again, in no room.
 */
export type Said =
  | { readonly says: 'list'; readonly version: number; readonly people: readonly Person[] }
  /** Too many to name: see `PRESENCE_NAMES_MAX`. */
  | { readonly says: 'count'; readonly version: number; readonly count: number }
  /** What became of the version `after`. */
  | {
      readonly says: 'change';
      readonly after: number;
      readonly version: number;
      readonly came: readonly Person[];
      readonly went: readonly UserId[];
    }
  /** The heartbeat: it is as it was. */
  | { readonly says: 'still'; readonly version: number }
  /** Those nodes are asked for their lists. */
  | { readonly says: 'asks'; readonly of: readonly NodeId[] | 'all' }
  /** The node stops, and its people go from all rooms. */
  | { readonly says: 'goes' };

export type PresenceWord = { readonly node: NodeId } & Said;
