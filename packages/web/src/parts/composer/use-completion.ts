import { batch, type Signal, useSignal } from '@preact/signals';
import type { Person } from '@teahouse/protocol/server-frames';
import type { RefObject } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { editField } from '../../platform/edit-field.ts';
import type { TextKeys } from '../../platform/keys.ts';
import { withPerson } from '../../state/composing/mentions.ts';
import type { Suggestion } from '../../state/composing/suggestions.ts';
import { type Token, tokenAt } from '../../state/composing/token.ts';
import { usePage } from '../../state/context.ts';
import { kept } from '../../state/kept.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useSuggestions } from './use-suggestions.ts';

export interface Completion {
  readonly listId: string;
  readonly suggestions: readonly Suggestion[];
  /** The row that Enter takes. */
  readonly active: number;
  /** The text or the caret has changed. */
  look(event: { readonly isComposing?: boolean }): void;
  hide(): void;
  take(suggestion: Suggestion): void;
  /** The keys of the list, as long as it is open. */
  readonly chords: TextKeys['chords'];
}

/** The list of what the word before the caret may mean. While an input method is at work there is none. */
export function useCompletion(
  field: RefObject<HTMLTextAreaElement | null>,
  room: RoomView,
  me: Person,
): Completion {
  const listId = useId();
  const { token, look, hide, close } = useToken(field);
  const active = useActiveRow(token);
  const suggestions = useSuggestions(token, room, me);
  const take = useTaking(field, room, token);
  const open = suggestions.length > 0;
  const step = (rows: number) => () => {
    active.value = (active.value + rows + suggestions.length) % suggestions.length;
    return true;
  };
  const takeActive = () => {
    const chosen = suggestions[active.value];
    if (chosen) take(chosen);
    return chosen !== undefined;
  };
  const chords = { ArrowDown: step(1), ArrowUp: step(-1), Enter: takeActive, Tab: takeActive, Escape: close };
  return { listId, suggestions, active: active.value, look, hide, take, chords: open ? chords : {} };
}

export function rowId(listId: string, row: number): string {
  return `${listId}-${row}`;
}

/** The token under the caret, as far as somebody wants to hear of it. */
function useToken(field: RefObject<HTMLTextAreaElement | null>) {
  const token = useSignal<Token | null>(null);
  /** Where a token begins whose list was closed with Escape. It stays closed until another word. */
  const closedAt = useSignal<number | null>(null);
  const hide = () => {
    token.value = null;
  };
  return {
    token: token.value,
    hide,
    look: ({ isComposing = false }: { readonly isComposing?: boolean }) =>
      batch(() => {
        const found = isComposing ? null : tokenOf(field.current);
        if (found?.start !== closedAt.value) closedAt.value = null;
        const isWanted = found !== null && found.start !== closedAt.value;
        token.value = kept(token.value, isWanted ? found : null);
      }),
    close: () => {
      closedAt.value = token.value?.start ?? null;
      hide();
      return true;
    },
  };
}

/** The first row, whenever there is another token. */
function useActiveRow(token: Token | null): Signal<number> {
  const active = useSignal(0);
  const shownFor = useRef(token);
  if (shownFor.current !== token) {
    shownFor.current = token;
    active.value = 0;
  }
  return active;
}

function tokenOf(field: HTMLTextAreaElement | null): Token | null {
  if (!field || field.selectionStart !== field.selectionEnd) return null;
  return tokenAt(field.value, field.selectionStart);
}

/** Puts a suggestion in place of the token, and remembers who was meant. */
function useTaking(field: RefObject<HTMLTextAreaElement | null>, { room }: RoomView, token: Token | null) {
  const { drafts, recentEmoji } = usePage();
  return (suggestion: Suggestion) => {
    const element = field.current;
    if (!element || !token) return;
    element.focus();
    const { people } = drafts.of(room).peek();
    editField(element, { start: token.start, end: element.selectionStart, insert: suggestion.insert });
    if (suggestion.kind === 'person')
      drafts.write(room, element.value, withPerson(people, suggestion.person));
    if (suggestion.kind === 'emoji') recentEmoji.add(suggestion.emoji);
  };
}
