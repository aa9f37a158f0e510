import type { UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Texts } from '../../text/texts.ts';
import { authorName, nameOf, peopleHere } from '../people.ts';
import type { RoomView } from '../room-view.ts';
import type { Mentioned } from './mentions.ts';

/** Who can be mentioned in a room: whoever spoke lately first, then who is here, then every other member. */
export function peopleToMention(
  room: RoomView,
  members: readonly Person[],
  me: UserId,
  texts: Texts,
): readonly Mentioned[] {
  const people = new Map<UserId, Mentioned>();
  for (const message of room.messages.toReversed()) {
    if (!people.has(message.by)) people.set(message.by, { id: message.by, name: authorName(message, texts) });
  }
  // What somebody is called now counts more than what they were called when they spoke.
  for (const person of [...members, ...peopleHere(room, me, texts)]) {
    people.set(person.id, { id: person.id, name: nameOf(person, texts) });
  }
  people.delete(me);
  return [...people.values()];
}
