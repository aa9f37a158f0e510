import type { Scenes } from './scene.ts';

/** Before the reader is in. */
export const DOOR: Scenes = {
  welcome: async ({ web }) => {
    await web.at('nickname').fill('');
  },

  'welcome-refused': async (stage) => {
    await stage.web.at('nickname').fill(' ');
    await stage.press('enter');
  },
};
