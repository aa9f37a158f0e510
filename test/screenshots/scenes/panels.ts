import type { Stage } from '../stage.ts';
import type { Scenes } from './scene.ts';

/** What opens beside and before a conversation. */
export const PANELS: Scenes = {
  members: async (stage) => {
    await stage.go('lobby');
    await stage.press('people-toggle');
    await stage.web.at('person').first().waitFor();
  },

  details: async (stage) => {
    await stage.go('tea');
    await stage.press('details-toggle');
    await stage.web.at('details').waitFor();
  },

  files: async (stage) => await toFiles(stage, 'tea'),
  'files-none': async (stage) => await toFiles(stage, 'code'),

  'go-to-date': async (stage) => {
    await stage.go('lobby');
    await stage.press('details-toggle');
    await stage.press('to-date');
    await stage.web.at('go-to-date').waitFor();
  },

  'leave-room': async (stage) => {
    await stage.go('hike');
    await stage.press('details-toggle');
    await stage.press('leave');
    await stage.web.at('leave-room').waitFor();
  },

  switcher: async (stage) => {
    await stage.go('lobby');
    await stage.web.page.keyboard.press('Control+k');
    await stage.web.at('switcher').waitFor();
  },

  'switcher-found': async (stage) => {
    await stage.go('lobby');
    await stage.web.page.keyboard.press('Control+k');
    await stage.web.at('switcher-field').fill('a');
  },

  shortcuts: async (stage) => {
    await stage.go('lobby');
    await stage.web.at('timeline').focus();
    await stage.web.page.keyboard.press('?');
    await stage.web.at('shortcut-sheet').waitFor();
  },
};

async function toFiles(stage: Stage, room: 'tea' | 'code'): Promise<void> {
  await stage.go(room);
  await stage.press('details-toggle');
  await stage.press('panel-files');
  await stage.web.at('files').and(stage.web.page.locator('[aria-busy=false]')).waitFor();
}
