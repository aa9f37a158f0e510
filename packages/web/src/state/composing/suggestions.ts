import type { RoomId } from '@teahouse/protocol/ids';
import type { OpenRoom, Person } from '@teahouse/protocol/server-frames';
import type { Emoji } from '../../platform/emoji-data.ts';
import type { Texts } from '../../text/texts.ts';
import { matching, type PinyinPlace } from '../name-match.ts';
import { titleOf } from '../people.ts';
import type { RoomViews } from '../room-view.ts';
import { hashOf } from '../route.ts';
import { emojiMatching } from './emoji-search.ts';
import type { Mentioned } from './mentions.ts';
import { formOf, SLASH_COMMANDS } from './slash-commands.ts';
import type { Token } from './token.ts';

/** Something that can stand in place of a token. */
export type Suggestion = { readonly insert: string; readonly title: string } & (
  | { readonly kind: 'person'; readonly person: Mentioned }
  | { readonly kind: 'room'; readonly room: RoomId }
  | { readonly kind: 'emoji'; readonly emoji: string; readonly note?: string }
  | { readonly kind: 'command'; readonly note: string }
);

/** Rows of the list. Who wants another one types on. */
const SUGGESTIONS_MAX = 8;

/** What can be chosen from. */
export interface Sources {
  readonly people: readonly Mentioned[];
  readonly rooms: RoomViews;
  readonly openRooms: readonly OpenRoom[];
  readonly emoji: readonly Emoji[] | null;
  readonly pinyinPlace: PinyinPlace | null;
  readonly me: Person;
}

/** What a token may mean, the likeliest first. */
export function suggestionsFor(token: Token, sources: Sources, texts: Texts): readonly Suggestion[] {
  switch (token.kind) {
    case 'person':
      return peopleFor(token, sources);
    case 'room':
      return roomsFor(token, sources, texts);
    case 'emoji':
      return emojiFor(token, sources, texts);
    case 'command':
      return commandsFor(token, texts);
  }
}

function peopleFor({ query }: Token, { people, pinyinPlace }: Sources): readonly Suggestion[] {
  return matching(people, ({ name }) => name, query, pinyinPlace)
    .slice(0, SUGGESTIONS_MAX)
    .map((person) => ({ kind: 'person', person, title: person.name, insert: `@${person.name} ` }));
}

function roomsFor({ query }: Token, sources: Sources, texts: Texts): readonly Suggestion[] {
  const { rooms, openRooms, pinyinPlace, me } = sources;
  const others = openRooms.filter(({ room }) => !rooms.has(room));
  const titled = [...rooms.values(), ...others].map((each) => ({
    room: each.room,
    title: titleOf(each, me, texts),
  }));
  return matching(titled, ({ title }) => title, query, pinyinPlace)
    .slice(0, SUGGESTIONS_MAX)
    .map(({ room, title }) => ({ kind: 'room', room, title, insert: `${linkTo(room, title)} ` }));
}

function linkTo(room: RoomId, title: string): string {
  return `[${title.replace(/[[\]\\]/g, '\\$&')}](${hashOf({ at: 'room', room })})`;
}

function emojiFor({ query }: Token, { emoji }: Sources, texts: Texts): readonly Suggestion[] {
  return emojiMatching(emoji ?? [], query, SUGGESTIONS_MAX).map((each) => ({
    kind: 'emoji',
    emoji: each.emoji,
    title: shortcodeFor(each, query),
    ...(texts.locale !== 'en' && { note: each.chinese }),
    insert: each.emoji,
  }));
}

/** The one that is being typed, if it is one of them. */
function shortcodeFor({ shortcodes, english }: Emoji, query: string): string {
  const shown = shortcodes.find((code) => code.startsWith(query.toLowerCase())) ?? shortcodes[0];
  return shown === undefined ? english : `:${shown}:`;
}

/** One that is written out is not suggested: Enter shall do it. */
function commandsFor({ query }: Token, texts: Texts): readonly Suggestion[] {
  return SLASH_COMMANDS.filter((name) => name.startsWith(query) && name !== query).map((name) => ({
    kind: 'command',
    title: formOf(name, texts),
    note: texts.commandHints[name],
    insert: `/${name} `,
  }));
}
