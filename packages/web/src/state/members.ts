import type { UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Texts } from '../text/texts.ts';
import { nameOf, peopleHere } from './people.ts';
import type { RoomView } from './room-view.ts';

/** The people of a room as a panel lists them. */
export interface MemberLists {
  /** By name, the reader first. */
  readonly here: readonly Person[];
  /** Members who are not here now, by name. */
  readonly away: readonly Person[];
}

/** Sorts everyone into here and away; without a list of everyone there are those here. */
export function memberLists(
  room: RoomView,
  everyone: readonly Person[],
  me: UserId,
  texts: Texts,
): MemberLists {
  const here = peopleHere(room, me, texts);
  const present = new Set(here.map((person) => person.id));
  const collator = new Intl.Collator(texts.locale);
  const away = everyone
    .filter((person) => !present.has(person.id))
    .sort((a, b) => collator.compare(nameOf(a, texts), nameOf(b, texts)));
  return { here, away };
}
