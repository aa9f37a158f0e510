import type { Notify } from '@teahouse/protocol/arrangement';
import type { Message, RoomKind } from '@teahouse/protocol/events';
import type { UserId } from '@teahouse/protocol/ids';

/** What somebody else says comes in. How much it asks for. */
export type Attention =
  /** Nobody needs to be told: it is one's own, it is seen as it comes, or its room is muted. */
  | 'nothing'
  /** It is counted, and waits until the person looks. */
  | 'quiet'
  /** The person is called. */
  | 'notify';

interface Situation {
  readonly me: UserId;
  readonly room: { readonly kind: RoomKind; readonly notify: Notify };
  /** The room is in front of the person, in a window that has the focus. */
  readonly isOnScreen: boolean;
}

export function attentionFor(message: Message, { me, room, isOnScreen }: Situation): Attention {
  if (message.by === me || isOnScreen || room.notify === 'nothing') return 'nothing';
  const isPersonal = room.kind === 'direct' || (message.mentions?.includes(me) ?? false);
  return room.notify === 'all' || isPersonal ? 'notify' : 'quiet';
}
