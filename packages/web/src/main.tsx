import { computed, effect } from '@preact/signals';
import { browserPlatform } from '@teahouse/client/browser/platform';
import { LOBBY } from '@teahouse/protocol/ids';
import { render } from 'preact';
import { Hash } from './platform/hash.ts';
import { mediaMatches } from './platform/media.ts';
import { tickingSeconds } from './platform/seconds.ts';
import { browserSettings } from './platform/settings.ts';
import { tabVisibility } from './platform/visibility.ts';
import { Door } from './screens/door.tsx';
import { Address } from './state/address.ts';
import { type Page, PageContext } from './state/context.ts';
import { Drafts } from './state/drafts.ts';
import { Entrance } from './state/entrance.ts';
import { hashOf } from './state/route.ts';
import { titleWith, unreadTotal } from './state/unread.ts';
import { LanguageChoice } from './text/language.ts';
import { startOfDay } from './text/moment.ts';

const { protocol, host } = window.location;
const entrance = new Entrance(`${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/ws`, browserPlatform());
const nowMs = tickingSeconds();
const page: Page = {
  entrance,
  language: new LanguageChoice(
    browserSettings(() => window.localStorage),
    navigator.languages,
  ),
  address: new Address(new Hash(window, hashOf({ at: 'room', room: LOBBY }))),
  isTabVisible: tabVisibility(document),
  isWide: mediaMatches(window, '(min-width: 68rem)'),
  nowMs,
  today: computed(() => startOfDay(nowMs.value)),
  drafts: new Drafts(),
};

effect(() => {
  const visitor = entrance.visitor.value;
  const texts = page.language.texts.value;
  document.documentElement.lang = texts.locale;
  document.title = titleWith(
    visitor.state === 'inside' ? unreadTotal(visitor.chat.rooms.values()) : 0,
    texts.app,
  );
});

render(
  <PageContext.Provider value={page}>
    <Door />
  </PageContext.Provider>,
  document.querySelector('#page') ?? document.body,
);

await entrance.arrive();
