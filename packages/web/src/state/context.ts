import type { ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { LanguageChoice } from '../text/language.ts';
import type { Texts } from '../text/texts.ts';
import type { Address } from './address.ts';
import type { Drafts } from './drafts.ts';
import type { Entrance } from './entrance.ts';
import type { LiveChat } from './live-chat.ts';

/** What every part of the page can ask for. */
export interface Page {
  readonly entrance: Entrance;
  readonly language: LanguageChoice;
  readonly address: Address;
  readonly isTabVisible: ReadonlySignal<boolean>;
  /** There is space for the people beside the conversation. */
  readonly isWide: ReadonlySignal<boolean>;
  /** The time, to the second. */
  readonly nowMs: ReadonlySignal<number>;
  /** The last midnight. */
  readonly today: ReadonlySignal<number>;
  readonly drafts: Drafts;
}

export const PageContext = createContext<Page | null>(null);
/** The chat of someone who is in. */
export const ChatContext = createContext<LiveChat | null>(null);

export function usePage(): Page {
  return given(useContext(PageContext));
}

export function useChat(): LiveChat {
  return given(useContext(ChatContext));
}

/** What to say, in the reader's language. */
export function useTexts(): Texts {
  return usePage().language.texts.value;
}

function given<Value>(value: Value | null): Value {
  if (value === null) throw new Error('a part of the page stands outside its context');
  return value;
}
