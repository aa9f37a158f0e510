import { after } from 'node:test';
import type { RoomId } from '@teahouse/protocol/ids';
import type { TestBrowser } from './browser.ts';
import { dataFolder } from './data-folder.ts';
import { runTeahouse, ServerProcess } from './server-process.ts';
import { WebPage } from './web-page.ts';
import { WireClient } from './wire-client.ts';

/** Enough for three days, months apart: made-up messages of 5,000 commands are of one moment. */
const MESSAGES = 11_000;

/** A box that is scrolled down so far has lines above it, and does not end with the first of them by chance. */
const FULL_PX = 64;

/** A server with one room in which much was said, for all tests of a file. It is stopped after the last of them. */
export class LongRoom {
  readonly server: ServerProcess;
  readonly room: RoomId;

  static async open(): Promise<LongRoom> {
    const folder = await dataFolder();
    await runTeahouse(['seed', '--data', folder.path, '--rooms', '1', '--messages', `${MESSAGES}`]);
    const server = await ServerProcess.start({ data: folder.path, args: ['--limits', 'off'] });
    after(async () => {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    });
    const { client } = await WireClient.enter(server.webSocket('/ws'));
    const { rooms } = await client.ask({ type: 'rooms', limit: 10 }, 'rooms');
    await client.close();
    const made = rooms.find(({ n }) => n === MESSAGES);
    if (!made) throw new Error('the long room was not made up');
    return new LongRoom(server, made.room);
  }

  private constructor(server: ServerProcess, room: RoomId) {
    this.server = server;
    this.room = room;
  }

  address(seq?: number): string {
    return `${this.server.url}/#/room/${this.room}${seq === undefined ? '' : `/${seq}`}`;
  }

  /** Somebody at the page who is a member and has the newest messages before them. */
  async reader(browser: TestBrowser): Promise<WebPage> {
    const web = await WebPage.enter(browser, this.server.url, '小明');
    await web.page.goto(this.address());
    await web.at('absent-room').getByTestId('join').click();
    // Its box is full, so that it can be scrolled.
    await web.until(`document.querySelector('[data-testid=timeline]')?.scrollTop > ${FULL_PX}`);
    return web;
  }

  /** Somebody else who is a member, and says things. */
  async speaker(name: string): Promise<WireClient> {
    const { client } = await WireClient.enter(this.server.webSocket('/ws'), { name });
    await client.ask({ type: 'join', room: this.room }, 'ok');
    return client;
  }
}
