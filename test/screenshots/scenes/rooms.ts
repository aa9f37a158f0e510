import type { Stage } from '../stage.ts';
import type { Scenes } from './scene.ts';

/** The list of rooms and what opens from it. */
export const ROOM_SCENES: Scenes = {
  rooms: async (stage) => await stage.go(null),

  'rooms-found': async (stage) => {
    await toRooms(stage);
    await stage.web.at('find-room').fill('cha');
  },

  'rooms-not-found': async (stage) => {
    await toRooms(stage);
    await stage.web.at('find-room').fill('咖啡');
  },

  'room-menu': async (stage) => {
    await stage.say('chen', 'tea', '还剩六罐。');
    await openMenu(stage);
  },

  'link-copied': async (stage) => {
    await openMenu(stage);
    await stage.press('copy-link');
    await stage.web.page.locator('.rooms-status').waitFor();
  },

  'new-room': async (stage) => {
    await toRooms(stage);
    await stage.press('new-room');
    await stage.web.at('create-room').waitFor();
  },

  'new-room-closed': async (stage) => {
    await toRooms(stage);
    await stage.press('new-room');
    await stage.web.at('room-name').fill('周末爬山');
    await stage.press('kind-closed');
    await stage.web.at('guests').waitFor();
  },

  settings: async (stage) => {
    await toRooms(stage);
    await stage.press('profile');
    await stage.web.at('profile-dialog').waitFor();
  },

  'settings-forget': async (stage) => {
    await toRooms(stage);
    await stage.press('profile');
    await stage.press('forget');
    await stage.web.at('forget-yes').scrollIntoViewIfNeeded();
  },

  'absent-room': async (stage) => await stage.go('photos'),
};

/** On a wide screen the list stands beside a conversation. */
async function toRooms(stage: Stage): Promise<void> {
  await stage.go(stage.isPhone ? null : 'lobby');
}

async function openMenu(stage: Stage): Promise<void> {
  await toRooms(stage);
  const { web, rooms } = stage;
  const room = web.page.locator(`[data-testid=room][data-room="${rooms.tea}"]`);
  await room.click({ button: 'right' });
  await web.at('room-menu').waitFor();
}
