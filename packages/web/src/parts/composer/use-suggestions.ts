import { useSignal } from '@preact/signals';
import type { Person } from '@teahouse/protocol/server-frames';
import { useEffect } from 'preact/hooks';
import { peopleToMention } from '../../state/composing/people-to-mention.ts';
import type { Sources, Suggestion } from '../../state/composing/suggestions.ts';
import type { Token, TokenKind } from '../../state/composing/token.ts';
import { useChat, usePage, useTexts } from '../../state/context.ts';
import { Late } from '../../state/late.ts';
import { isPinyinOf } from '../../state/name-match.ts';
import type { RoomView } from '../../state/room-view.ts';

/** What makes the list is fetched when somebody first types a sign that asks for one. */
const suggest = new Late(async () => (await import('../../state/composing/suggestions.ts')).suggestionsFor);

/** What the token under the caret may mean. What has to be fetched for that comes in later by itself. */
export function useSuggestions(token: Token | null, room: RoomView, me: Person): readonly Suggestion[] {
  const chat = useChat();
  const { pinyin, emoji } = usePage();
  const texts = useTexts();
  const members = useMembers(room, token?.kind);
  const sources: Sources = {
    people: token?.kind === 'person' ? peopleToMention(room, members, me.id, texts) : [],
    rooms: chat.rooms,
    openRooms: chat.openRooms,
    emoji: emoji.value,
    pinyinPlace: pinyin.value,
    me,
  };
  // People may become known only after the sign was typed.
  const isPinyinNeeded = token !== null && couldBePinyin(token, sources);
  useEffect(() => {
    if (token) void suggest.need();
    if (token?.kind === 'emoji') void emoji.need();
    if (isPinyinNeeded) void pinyin.need();
  }, [token, isPinyinNeeded]);
  return (token && suggest.value?.(token, sources, texts)) ?? [];
}

function couldBePinyin({ kind, query }: Token, { people, rooms, openRooms }: Sources): boolean {
  if (kind === 'person') return people.some(({ name }) => isPinyinOf(name, query));
  if (kind !== 'room') return false;
  return [...rooms.values(), ...openRooms].some(({ name }) => isPinyinOf(name, query));
}

/** Everyone in the room, asked for when somebody is first looked for. Without an answer there are those who are seen. */
function useMembers({ room }: RoomView, kind: TokenKind | undefined): readonly Person[] {
  const { commands } = useChat();
  const members = useSignal<readonly Person[]>([]);
  const isWanted = kind === 'person';
  useEffect(() => {
    if (!isWanted) return;
    let isLatest = true;
    const take = (answer: readonly Person[]) => {
      if (isLatest) members.value = answer;
    };
    // Nobody asked for the list itself, so a refusal is nothing to tell them.
    commands.members(room).then(take, () => {});
    return () => {
      isLatest = false;
    };
  }, [commands, room, isWanted, members]);
  return members.value;
}
