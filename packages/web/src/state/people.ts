import type { Message, RoomKind } from '@teahouse/protocol/events';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { NAME_CHARACTERS_MAX } from '@teahouse/protocol/limits';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Texts } from '../text/texts.ts';
import type { RoomView } from './room-view.ts';

/** Between the two names of a direct room. */
const DIRECT_SEPARATOR = ' · ';

/** What to call someone. Those without a name are told apart by a piece of their id. */
export function nameOf(person: Person, texts: Texts): string {
  return person.name ?? `${texts.guest} ${person.id.slice(2, 6)}`;
}

/** What an author was called when it happened. */
export function authorName({ by, from }: Authored, texts: Texts): string {
  return nameOf(from === undefined ? { id: by } : { id: by, name: from }, texts);
}

interface Authored {
  readonly by: UserId;
  readonly from?: string;
}

/** What to call a room: the lobby in the reader's language, a direct room after the other person. */
export function titleOf(room: Titled, me: Person | null, texts: Texts): string {
  if (room.room === LOBBY && room.name === LOBBY) return texts.lobby;
  if (room.kind !== 'direct' || !me) return room.name;
  const heard = room.messages?.findLast((message) => message.by !== me.id)?.from;
  const others = room.name.split(DIRECT_SEPARATOR).filter((name) => name !== nameOf(me, texts));
  return heard ?? (others.length === 1 ? others[0] : undefined) ?? room.name;
}

interface Titled {
  readonly room: RoomId;
  readonly name: string;
  readonly kind?: RoomKind;
  readonly messages?: readonly Message[];
}

/** The name that a direct room of two people is stored under. */
export function directName(me: Person, other: Person, texts: Texts): string {
  const half = Math.floor((NAME_CHARACTERS_MAX - DIRECT_SEPARATOR.length) / 2);
  const names = [me, other].map((person) => [...nameOf(person, texts)].slice(0, half).join('').trim());
  return names.join(DIRECT_SEPARATOR);
}

/** Everyone here, by name, this person first. */
export function peopleHere(room: RoomView, me: UserId, texts: Texts): Person[] {
  const first = (person: Person) => (person.id === me ? 0 : 1);
  return inOrder(room.presence?.here.values() ?? [], texts).sort((a, b) => first(a) - first(b));
}

/** Everyone but this person who is in any of these rooms now, as far as they were looked at. */
export function everyoneSeen(rooms: Iterable<RoomView>, me: UserId, texts: Texts): Person[] {
  const people = new Map<UserId, Person>();
  for (const { presence } of rooms)
    for (const person of presence?.here.values() ?? []) people.set(person.id, person);
  people.delete(me);
  return inOrder(people.values(), texts);
}

function inOrder(people: Iterable<Person>, texts: Texts): Person[] {
  const collator = new Intl.Collator(texts.locale);
  return [...people].sort((a, b) => collator.compare(nameOf(a, texts), nameOf(b, texts)));
}
