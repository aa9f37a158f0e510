import type { RoomKind } from '@teahouse/protocol/events';
import type { RoomId } from '@teahouse/protocol/ids';
import type { Draft, Signature } from '../decision.ts';

interface Entrance {
  readonly room: RoomId;
  readonly name: string;
  readonly kind: RoomKind;
  /** Seq that the event which makes the person a member will have. */
  readonly seq: number;
  readonly n: number;
  /** Members the room has afterwards. */
  readonly members: number;
}

/** The two sides of entering: the room sees a new member, the person's own stream a new room. */
export function entering(who: Signature, entrance: Entrance): [Draft, Draft] {
  const { room, members } = entrance;
  return [{ type: 'joined', room, ...who, members }, roomJoined(who, entrance)];
}

export function roomJoined(who: Signature, entrance: Entrance): Draft {
  const { room, name, kind, seq, n } = entrance;
  return { type: 'room_joined', user: who.by, ...who, room, name, kind, joined: seq, read_n: n };
}
