import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import type { VNode } from 'preact';
import { Avatar } from '../controls/avatar.tsx';
import { Logo } from '../controls/logo.tsx';

interface RoomFaceProps {
  readonly room: RoomId;
  readonly title: string;
  /** A room for two looks like the other person. */
  readonly isDirect: boolean;
}

/** What a room is recognised by before its name is read. The lobby has the sign of the house. */
export function RoomFace({ room, title, isDirect }: RoomFaceProps): VNode {
  if (room === LOBBY) return <Logo />;
  return <Avatar id={room} name={title} shape={isDirect ? 'round' : 'square'} />;
}
