import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import type { TestBrowser } from '../support/browser.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { WebPage } from '../support/web-page.ts';
import { WireClient } from '../support/wire-client.ts';
import { type Look, windowFor } from './looks.ts';
import type { Town } from './store.ts';
import { PEOPLE, type PersonName, type RoomName } from './town.ts';

/** What the reader is called. */
const READER = { zh: '小禾', en: 'Robin' } as const;
/** Those who are at their screens. The others are away. */
const PRESENT: readonly PersonName[] = ['ada', 'xiaoman', 'chen', 'mateo'];

export type StageRoom = RoomName | 'hike' | 'ada';

/** A server, the reader's page in one look, and those who talk there. */
export class Stage {
  readonly look: Look;
  readonly server: ServerProcess;
  readonly web: WebPage;
  readonly #people: Town['people'];
  readonly #rooms: Record<StageRoom, RoomId>;
  readonly #speakers = new Map<PersonName | 'reader', WireClient>();

  /** At the door, as somebody who was never here. */
  static async open(browser: TestBrowser, look: Look, server: ServerProcess, town: Town): Promise<Stage> {
    const web = new WebPage(await browser.window(windowFor(look)));
    const stage = new Stage(look, server, web, town);
    await stage.knock();
    return stage;
  }

  private constructor(look: Look, server: ServerProcess, web: WebPage, town: Town) {
    this.look = look;
    this.server = server;
    this.web = web;
    this.#people = town.people;
    // The last two are made once the reader is there.
    this.#rooms = { ...town.rooms, hike: LOBBY, ada: LOBBY };
  }

  get isPhone(): boolean {
    return this.look.device === 'phone';
  }

  get rooms(): Readonly<Record<StageRoom, RoomId>> {
    return this.#rooms;
  }

  get readerName(): string {
    return READER[this.look.language];
  }

  async knock(): Promise<void> {
    await this.web.page.goto(this.server.url);
    await this.web.at('welcome').waitFor();
  }

  /** Comes in, with the rooms and the conversation that the pictures show. */
  async enter(): Promise<void> {
    const { web, server } = this;
    await web.at('nickname').fill(this.readerName);
    await web.at('enter').click();
    await web.at('composer').waitFor();
    const token = await web.token();
    const { client } = await WireClient.enter(server.webSocket('/ws'), { token });
    this.#speakers.set('reader', client);
    for (const name of PRESENT) {
      const speaker = await WireClient.enter(server.webSocket('/ws'), {
        token: this.#people[name].token,
      });
      this.#speakers.set(name, speaker.client);
    }
    await this.#arriveInRooms();
    await this.#talk();
  }

  /** The address of a room, or of the list of rooms. */
  async go(room: StageRoom | null): Promise<void> {
    const hash = room === null ? '#/' : `#/room/${this.rooms[room]}`;
    // From elsewhere, so that the page opens anew with nothing in front of it.
    await this.web.page.goto('about:blank');
    await this.web.page.goto(`${this.server.url}/${hash}`);
    await this.web.at('profile').waitFor({ state: 'attached' });
    await this.web.connectionIs('live');
    // What was written for the picture before is a draft now.
    const field = this.web.at('composer');
    if (await field.isVisible()) await field.fill('');
  }

  /** A press with what the device has, on the first of that name, in a place or anywhere. */
  async press(testId: string, place?: string): Promise<void> {
    const within = place === undefined ? this.web.page : this.web.at(place);
    const target = within.getByTestId(testId).first();
    await (this.isPhone ? target.tap() : target.click());
  }

  /** Somebody says something, or the reader does on another device. */
  async say(
    who: PersonName | 'reader',
    room: StageRoom,
    text: string,
    mentions: string[] = [],
  ): Promise<void> {
    const said = { type: 'send', room: this.rooms[room], text, mentions };
    await this.speaker(who).ask(said, 'ok');
  }

  speaker(who: PersonName | 'reader'): WireClient {
    const client = this.#speakers.get(who);
    if (!client) throw new Error(`${who} is not here`);
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.#speakers.values()) await client.close();
    await this.web.close();
  }

  async #arriveInRooms(): Promise<void> {
    const { rooms } = this;
    const reader = this.speaker('reader');
    for (const name of ['tea', 'code', 'books', 'news'] as const) {
      await reader.ask({ type: 'join', room: rooms[name] }, 'ok');
    }
    await reader.ask({ type: 'arrange', room: rooms.lobby, pinned: true }, 'ok');
    await reader.ask({ type: 'arrange', room: rooms.news, notify: 'nothing' }, 'ok');
    const members = [await this.readerId()];
    const make = { type: 'create_room', members };
    const closed = { ...make, name: '周末爬山 Weekend hike', kind: 'closed' };
    const direct = { ...make, name: PEOPLE.ada, kind: 'direct' };
    const hike = await this.speaker('xiaoman').ask(closed, 'ok');
    const ada = await this.speaker('ada').ask(direct, 'ok');
    this.#rooms.hike = hike.room ?? LOBBY;
    this.#rooms.ada = ada.room ?? LOBBY;
  }

  async #talk(): Promise<void> {
    const me = [await this.readerId()];
    await this.say('reader', 'lobby', '大家好！I found the door. 有位子吗？');
    await this.say('xiaoman', 'lobby', `有的，@${this.readerName} 请坐窗边。`, me);
    await this.say('ada', 'ada', 'Did you find the place all right?');
    await this.say('ada', 'ada', '门口的灯笼是红的。');
    await this.say('reader', 'lobby', 'Thank you ☺️');
    await this.say(
      'ada',
      'lobby',
      '> 有的，请坐窗边。\n\nThe window is the best place, you can see the *whole* street.',
    );
    await this.say('chen', 'tea', `@${this.readerName} 给你留了一罐，周五以前来拿。`, me);
    await this.say('chen', 'tea', '小杯装也到了。');
    for (const text of ['Build is green.', 'All of it.', 'Merging now.'])
      await this.say('mateo', 'code', text);
    await this.say('ada', 'news', 'The move is done, thank you for your patience.');
  }

  async readerId(): Promise<string> {
    const asked = { type: 'members', room: this.rooms.lobby };
    const { members } = await this.speaker('ada').ask(asked, 'members');
    const reader = members.find(({ name }) => name === this.readerName);
    if (!reader) throw new Error('the reader is not in the lobby');
    return reader.id;
  }
}
