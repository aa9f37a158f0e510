import type { Stage } from '../stage.ts';
import { still } from '../still.ts';
import type { Scenes } from './scene.ts';

/** What is said, and what it looks like while it is written. */
export const CONVERSATION: Scenes = {
  lobby: async (stage) => {
    await stage.go('lobby');
    // By then all of it has been read.
    await still(stage.web.page);
    await stage.go('lobby');
  },

  'unread-line': async (stage) => {
    await stage.go('code');
    await stage.say('ada', 'lobby', 'Anyone for a second pot?');
    await stage.say('chen', 'lobby', '来了来了。');
    await stage.say('ada', 'lobby', '🎉🎉');
    await stage.web.page.evaluate(`location.hash = '#/room/lobby'`);
    await stage.web.at('unread-line').waitFor();
  },

  'older-days': async (stage) => {
    await stage.go('lobby');
    await scrollTo(stage, '0');
  },

  'to-newest': async (stage) => {
    await stage.go('lobby');
    await scrollTo(stage, 'element.scrollHeight / 3');
    await stage.say('mateo', 'lobby', 'And one more for the road.');
    await stage.web.at('to-newest').waitFor();
  },

  typing: async (stage) => {
    await stage.go('lobby');
    for (const who of ['ada', 'xiaoman', 'chen'] as const) {
      stage.speaker(who).say({ type: 'typing', room: stage.rooms.lobby });
    }
    await stage.web.at('typing').filter({ hasText: /\S/ }).waitFor();
  },

  'message-actions': async (stage) => {
    await stage.go('lobby');
    const message = stage.web.at('message').nth(-4);
    await message.scrollIntoViewIfNeeded();
    await message.hover();
    if (stage.isPhone) await message.getByTestId('quote').focus();
  },

  pictures: async (stage) => await stage.go('tea'),

  'direct-room': async (stage) => await stage.go('ada'),

  emoji: async (stage) => {
    await stage.go('lobby');
    await stage.press('emoji');
    await stage.web.page.locator('.emoji-grid > button').first().waitFor();
  },

  'complete-person': async (stage) => await write(stage, '@a'),
  'complete-emoji': async (stage) => await write(stage, ':tea'),
  'complete-command': async (stage) => await write(stage, '/'),

  'slash-help': async (stage) => {
    await write(stage, '/help ');
    await stage.press('send');
    await stage.web.at('composer-notice').waitFor();
  },

  'slash-unknown': async (stage) => {
    await write(stage, '/brew now');
    await stage.press('send');
    await stage.web.at('composer-notice').waitFor();
  },

  'code-preview': async (stage) => {
    await write(stage, 'Like this:\n```ts\nconst cups = 3;\n```');
    await stage.web.page.locator('.preview button').first().click();
  },

  'too-long': async (stage) => await write(stage, '茶'.repeat(4_012)),
};

async function scrollTo({ web }: Stage, top: string): Promise<void> {
  await web.page.evaluate(`(() => {
    const element = document.querySelector('[data-testid=timeline]');
    element.scrollTop = ${top};
  })()`);
  await still(web.page);
}

/** As with the keyboard, letter after letter, so that suggestions come; a long text at once. */
async function write(stage: Stage, text: string): Promise<void> {
  await stage.go('lobby');
  const field = stage.web.at('composer');
  if (text.length > 100 || text.includes('\n')) return await field.fill(text);
  await field.pressSequentially(text);
  await still(stage.web.page);
}
