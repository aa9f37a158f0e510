import type { Message } from '@teahouse/protocol/events';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Named } from './markup/names.ts';
import type { RoomView } from './room-view.ts';

/** Whom a message mentions, by every name they are known to have had here. */
export function namedIn(
  { mentions = [] }: Pick<Message, 'mentions'>,
  room: Pick<RoomView, 'presence' | 'messages'> | undefined,
  me: Person | null,
): readonly Named[] {
  return mentions.flatMap((id) => {
    const names = new Set([me?.id === id ? me.name : undefined, room?.presence?.here.get(id)?.name]);
    for (const { by, from } of room?.messages ?? []) if (by === id) names.add(from);
    return [...names].flatMap((name) => (name === undefined ? [] : { name, isMe: me?.id === id }));
  });
}
