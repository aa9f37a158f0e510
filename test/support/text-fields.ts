import type { WebPage } from './web-page.ts';

/**
 * Every field of the page that text is written in, by its test id, and how somebody inside comes to it.
 * `test/text-fields.test.ts` fails when one is missing here.
 */
export const TEXT_FIELDS: Readonly<Record<string, (web: WebPage) => Promise<void>>> = {
  composer: async () => {},
  'find-room': async () => {},
  'room-name': (web) => web.at('new-room').click(),
  'new-name': (web) => web.at('profile').click(),
  'search-members': (web) => web.at('people-toggle').click(),
  'search-emoji': (web) => web.at('emoji').click(),
  date: async (web) => {
    await web.say('today');
    await web.at('day').first().click();
  },
  'switcher-field': (web) => web.page.keyboard.press('Control+k'),
};

/** The field of those who are not inside yet. */
export const FIELD_AT_THE_DOOR = 'nickname';
