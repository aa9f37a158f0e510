import type { ReadonlySignal, Signal } from '@preact/signals';
import type { RoomId } from '@teahouse/protocol/ids';
import { type ComponentType, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Emoji } from '../platform/emoji-data.ts';
import type { PageUpdates } from '../platform/page-updates.ts';
import type { LanguageChoice } from '../text/language.ts';
import type { Texts } from '../text/texts.ts';
import type { Address } from './address.ts';
import type { AlertChoices } from './attention/alert-choices.ts';
import type { Calls } from './attention/calls.ts';
import type { Drafts } from './composing/drafts.ts';
import type { Quote } from './composing/quote.ts';
import type { RecentEmoji } from './composing/recent-emoji.ts';
import type { Entrance } from './entrance.ts';
import type { Highlight } from './highlight.ts';
import type { KeyChoice } from './key-choice.ts';
import type { Late } from './late.ts';
import type { LiveChat } from './live-chat.ts';
import type { Named } from './markup/names.ts';
import type { PinyinPlace } from './name-match.ts';
import type { ThemeChoice } from './theme.ts';
import type { Places } from './timeline/places.ts';

/** Can be asked for from anywhere, the first two with a key. The last asks whether a room is to be left. */
export type Sheet = 'switcher' | 'shortcuts' | 'unsent' | { readonly leaving: RoomId };

/** What was said, and whom it mentions. */
export interface TextProps {
  readonly text: string;
  readonly named: readonly Named[];
}

/** What every part of the page can ask for. */
export interface Page {
  readonly entrance: Entrance;
  readonly language: LanguageChoice;
  readonly address: Address;
  readonly isTabVisible: ReadonlySignal<boolean>;
  /** The device has a network, whether or not the server can be reached by it. */
  readonly isOnline: ReadonlySignal<boolean>;
  /** Fetched once somebody is in: a first visit needs it last. */
  readonly updates: Late<PageUpdates>;
  readonly theme: ThemeChoice;
  readonly keys: KeyChoice;
  readonly alerts: AlertChoices;
  /** There once somebody is in. */
  readonly calls: Late<Calls>;
  /** There is space for one thing at a time, as on a phone. */
  readonly isNarrow: ReadonlySignal<boolean>;
  /** What is open in front of everything. */
  readonly sheet: Signal<Sheet | null>;
  /** The time, to the second. */
  readonly nowMs: ReadonlySignal<number>;
  /** The last midnight. */
  readonly today: ReadonlySignal<number>;
  /** There is a keyboard at hand. On a phone one appears only when somebody writes. */
  readonly hasKeyboard: ReadonlySignal<boolean>;
  readonly drafts: Drafts;
  readonly places: Places;
  /** Draws what Markdown means. Too heavy for the first load: until it is there texts are shown as written. */
  readonly formattedText: Late<ComponentType<TextProps>>;
  readonly highlighter: Late<Highlight>;
  /** Asked for by a press on a message. The composer of its room takes it and leaves null. */
  readonly quote: Signal<Quote | null>;
  /** How often files were dropped on the page. */
  readonly fileDrops: ReadonlySignal<number>;
  readonly pinyin: Late<PinyinPlace>;
  readonly emoji: Late<readonly Emoji[]>;
  readonly recentEmoji: RecentEmoji;
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
