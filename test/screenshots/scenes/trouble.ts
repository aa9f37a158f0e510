import type { Stage } from '../stage.ts';
import type { Scenes } from './scene.ts';

/** When something does not work. The last of them leaves no server behind. */
export const TROUBLE: Scenes = {
  refused: async (stage) => {
    await stage.go('lobby');
    await stage.web.page.evaluate(`location.hash = '#/room/r_aaaaaaaaaaaaaaaa'`);
    await stage.press('join', 'absent-room');
    await stage.web.at('refusal').waitFor();
  },

  'failed-message': async (stage) => await fail(stage),

  unsent: async (stage) => {
    await stage.web.page.context().setOffline(true);
    await stage.web.say('写于没有网络的时候。');
    await stage.press('unsent');
    await stage.web.at('unsent-messages').waitFor();
  },

  'server-away': async (stage) => {
    await stage.web.page.keyboard.press('Escape');
    await stage.web.at('unsent-messages').waitFor({ state: 'detached' });
    await stage.server.kill9();
    await stage.web.page.context().setOffline(false);
    await stage.web.at('retry-now').waitFor();
  },

  'device-offline': async (stage) => {
    await stage.web.page.context().setOffline(true);
    await stage.web.at('retry-now').waitFor({ state: 'detached' });
  },
};

/** What was written before one left a room, and could not be sent until after, is refused. */
async function fail(stage: Stage): Promise<void> {
  const { web, rooms } = stage;
  const room = rooms.books;
  await stage.go('books');
  await web.page.context().setOffline(true);
  await web.say('Did anybody find the *map* in the appendix?');
  await stage.speaker('reader').ask({ type: 'leave', room }, 'ok');
  await web.page.context().setOffline(false);
  await web.connectionIs('live');
  await web.at('absent-room').waitFor();
  await stage.press('join', 'absent-room');
  await web.page.locator('[data-testid=message][data-state=failed]').waitFor();
}
