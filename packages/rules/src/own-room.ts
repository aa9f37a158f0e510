import { UNARRANGED } from '@teahouse/protocol/arrangement';
import type { RoomSummary } from '@teahouse/protocol/server-frames';
import type { Membership } from './facts.ts';

/** A membership as it begins: what was said before is read, and nothing is wanted yet. */
export function entrance(joined: number, readN: number): Membership {
  return { joined, read: joined, readN, mentions: 0, ...UNARRANGED };
}

/** When a room was entered is not told, and nothing depends on it. */
type Own = Omit<Membership, 'joined'>;
type Told = Pick<RoomSummary, 'read' | 'read_n' | 'mentions' | 'pinned' | 'notify' | 'place'>;

/** What `welcome` tells of a membership. It leaves out what is as it was at first, for most of it is. */
export function told({ read, readN, mentions, pinned, notify, place }: Own): Told {
  return {
    read,
    read_n: readN,
    ...(mentions === 0 ? {} : { mentions }),
    ...(pinned === UNARRANGED.pinned ? {} : { pinned }),
    ...(notify === UNARRANGED.notify ? {} : { notify }),
    ...(place === null ? {} : { place }),
  };
}

/** The membership that was told. */
export function heard(summary: Told): Own {
  const { read, read_n: readN, mentions = 0 } = summary;
  const { pinned = UNARRANGED.pinned, notify = UNARRANGED.notify, place = UNARRANGED.place } = summary;
  return { read, readN, mentions, pinned, notify, place };
}
