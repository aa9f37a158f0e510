import { computed, effect, signal } from '@preact/signals';
import { browserPlatform } from '@teahouse/client/browser/platform';
import { LOBBY } from '@teahouse/protocol/ids';
import { render } from 'preact';
import { browserDrafts } from './platform/draft-store.ts';
import { fileDrops } from './platform/dropped-files.ts';
import { fetchBuiltEmoji } from './platform/emoji-files.ts';
import { Hash } from './platform/hash.ts';
import { mediaMatches } from './platform/media.ts';
import { browserOnline } from './platform/online.ts';
import { fetchPinyin } from './platform/pinyin.ts';
import { tickingSeconds } from './platform/seconds.ts';
import { browserSettings } from './platform/settings.ts';
import { showTheme } from './platform/theme.ts';
import { fitVisibleHeight } from './platform/viewport.ts';
import { tabVisibility } from './platform/visibility.ts';
import { Door } from './screens/door.tsx';
import { Address } from './state/address.ts';
import { AlertChoices } from './state/attention/alert-choices.ts';
import { Drafts } from './state/composing/drafts.ts';
import { RecentEmoji } from './state/composing/recent-emoji.ts';
import { type Page, PageContext } from './state/context.ts';
import { Entrance } from './state/entrance.ts';
import { KeyChoice } from './state/key-choice.ts';
import { Late } from './state/late.ts';
import { pageTitle } from './state/page-title.ts';
import { waitingIn } from './state/rooms/unread.ts';
import { hashOf } from './state/route.ts';
import { ThemeChoice } from './state/theme.ts';
import { Places } from './state/timeline/places.ts';
import { LanguageChoice } from './text/language.ts';
import { startOfDay } from './text/moment.ts';

const { protocol, host } = window.location;
const platform = browserPlatform();
const { clock } = platform;
const isTabVisible = tabVisibility(document);
const entrance = new Entrance(`${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/ws`, platform);
const nowMs = tickingSeconds();
const settings = browserSettings(() => window.localStorage);
const formattedText = new Late(async () => (await import('./parts/markup/formatted-text.tsx')).FormattedText);
const waiting = computed(() => {
  const visitor = entrance.visitor.value;
  return waitingIn(visitor.state === 'inside' ? visitor.chat.rooms.values() : []);
});
const page: Page = {
  entrance,
  language: new LanguageChoice(settings, navigator.languages),
  address: new Address(new Hash(window, hashOf({ at: 'room', room: LOBBY }))),
  isTabVisible,
  isOnline: browserOnline(window),
  updates: new Late(async () => (await import('./state/keep-up.ts')).keepUp({ clock, isTabVisible })),
  theme: new ThemeChoice(settings),
  keys: new KeyChoice(settings),
  alerts: new AlertChoices(settings),
  calls: new Late(async () => (await import('./state/attention/calls.ts')).beginCalls(page, waiting, clock)),
  isNarrow: mediaMatches(window, '(max-width: 47.99rem)'),
  sheet: signal(null),
  nowMs,
  today: computed(() => startOfDay(nowMs.value)),
  hasKeyboard: mediaMatches(window, '(hover: hover) and (pointer: fine)'),
  drafts: new Drafts(browserDrafts(window)),
  places: new Places(),
  formattedText,
  highlighter: new Late(async () => (await import('./state/highlight.ts')).highlight),
  quote: signal(null),
  fileDrops: fileDrops(window),
  pinyin: new Late(fetchPinyin),
  emoji: new Late(fetchBuiltEmoji),
  recentEmoji: new RecentEmoji(settings),
};

effect(() => {
  document.documentElement.lang = page.language.texts.value.locale;
  document.title = pageTitle(page, waiting.value.unread);
});

effect(() => {
  if (entrance.visitor.value.state === 'inside') void page.calls.need();
});

effect(() => {
  if (entrance.visitor.value.state === 'stranger') page.drafts.clear();
});

// A server that answers again may have been updated; and what a first visit needs has come by then.
effect(() => {
  const visitor = entrance.visitor.value;
  if (visitor.state !== 'inside' || !visitor.chat.isAnswered) return;
  void page.updates.need();
  page.updates.value?.check();
});

effect(() => showTheme(document, page.theme.current.value));
fitVisibleHeight(window);

render(
  <PageContext.Provider value={page}>
    <Door />
  </PageContext.Provider>,
  document.querySelector('#page') ?? document.body,
);

await Promise.all([entrance.arrive(), formattedText.need()]);
