import { Chat } from '@teahouse/client/chat';
import { ChatError } from '@teahouse/client/chat-error';
import type { RoomCopy } from '@teahouse/client/room-copy';
import type { RoomId } from '@teahouse/protocol/ids';
import { ChatMonitor } from '../checks/chat-monitor.ts';
import type { Link } from '../network/link.ts';
import type { Weather } from '../network/weather.ts';
import { ProcessTime } from '../world/virtual-time.ts';
import { type Actor, actByChance, type Surroundings } from './actor.ts';
import { ChatPlatform } from './chat-platform.ts';
import type { ChatStores } from './chat-stores.ts';
import { newWish, peopleToMention } from './choices.ts';

/** Somebody with the real client. */
export class ChatActor implements Actor {
  readonly name: string;
  readonly weather: Weather;
  readonly #surroundings: Surroundings;
  readonly #stores: ChatStores;
  #process: ProcessTime;
  #platform: ChatPlatform;
  #chat: Chat;
  #monitor: ChatMonitor;
  /** Commands that are not answered yet. */
  #underWay = 0;

  constructor(surroundings: Surroundings, name: string, weather: Weather, stores: ChatStores) {
    this.#surroundings = surroundings;
    this.name = name;
    this.weather = weather;
    this.#stores = stores;
    this.#process = new ProcessTime(surroundings.time);
    this.#platform = new ChatPlatform(surroundings, this.#process, stores, this);
    this.#chat = new Chat({ url: 'ws://simulated/ws', name, platform: this.#platform });
    this.#monitor = this.#begin();
  }

  get link(): Link | null {
    return this.#platform.link;
  }

  get stores(): ChatStores {
    return this.#stores;
  }

  act(): void {
    const { chance } = this.#surroundings;
    const inRoom = (act: (room: RoomId, copy: RoomCopy) => void) => () => {
      const copies = [...this.#chat.rooms];
      if (copies.length > 0) act(...chance.pick(copies));
    };
    actByChance(chance, [
      [20, inRoom((room) => this.#send(room))],
      [4, inRoom((room, { head }) => this.#chat.markRead(room, chance.between(1, Math.max(1, head))))],
      [3, () => this.#join()],
      [2, () => this.#create()],
      [2, inRoom((room) => this.#await(this.#chat.leave(room)))],
      [1, () => this.#await(this.#chat.rename(`n${chance.below(1_000)}`))],
      [2, inRoom((room) => this.#await(this.#chat.arrange(room, newWish(this.#surroundings))))],
      [2, inRoom((room) => this.#await(this.#chat.loadOlder(room)))],
      [2, inRoom((room) => this.#await(this.#chat.loadNewer(room)))],
      [1, inRoom((room, { head }) => this.#await(this.#chat.lookAt(room, chance.between(1, head + 1))))],
      [1, inRoom((room) => this.#chat.holdPlace(room))],
      [1, inRoom((room) => this.#chat.backToNewest(room))],
      [1, inRoom((room) => this.#chat.typing(room))],
      [1, inRoom((room) => this.#chat.watchPresence(room))],
      [1, () => this.#await(this.#chat.refreshOpenRooms())],
      [1, inRoom((room) => this.#await(this.#chat.members(room)))],
      [3, inRoom((room) => this.#await(this.#chat.files(room)))],
      [
        1,
        inRoom((room) => this.#await(this.#chat.seqAt(room, this.#process.nowMs() - chance.below(60_000)))),
      ],
      [1, () => this.#mendFailed()],
      [0.5, () => this.#platform.comeOnline()],
      [0.5, () => this.#platform.becomeVisible()],
      [0.5, () => this.#platform.hide()],
      [0.5, () => this.#await(this.#stores.copies.clear())],
    ]);
  }

  sayLastWords(): void {
    this.#platform.becomeVisible();
    for (const [room, { messages }] of this.#chat.rooms) {
      this.#chat.backToNewest(room);
      // As a screen does that is scrolled to its top.
      if (messages.length === 0) this.#await(this.#chat.loadOlder(room));
      this.#send(room);
    }
  }

  restart(): void {
    this.#process.end();
    this.link?.close();
    this.#underWay = 0;
    this.#process = new ProcessTime(this.#surroundings.time);
    this.#platform = new ChatPlatform(this.#surroundings, this.#process, this.#stores, this);
    this.#chat = new Chat({ url: 'ws://simulated/ws', name: this.name, platform: this.#platform });
    this.#monitor = this.#begin();
  }

  unfinished(): string | null {
    const { state } = this.#chat.connection;
    if (state !== 'live') return `it is ${state}`;
    const waiting = this.#chat.outbox.filter((entry) => entry.state === 'pending').length;
    if (waiting > 0) return `${waiting} messages wait`;
    if (this.#underWay > 0) return `${this.#underWay} commands wait`;
    return this.#monitor.unfinished();
  }

  check(): void {
    this.#monitor.check();
  }

  #begin(): ChatMonitor {
    const chat = this.#chat;
    const process = this.#process;
    const { evidence, people } = this.#surroundings;
    const monitor = new ChatMonitor(evidence, this.name, chat);
    chat.onChange(() => {
      if (process.hasEnded) return;
      if (chat.me) people.add(chat.me.id);
      monitor.look();
    });
    void chat.start();
    return monitor;
  }

  #send(room: RoomId): void {
    try {
      const mentions = peopleToMention(this.#surroundings);
      this.#chat.send(room, this.#surroundings.newText(), { mentions });
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
    }
  }

  #join(): void {
    const { chance, rooms } = this.#surroundings;
    this.#await(this.#chat.join(chance.pick([...rooms])));
  }

  #create(): void {
    const { chance, rooms, people } = this.#surroundings;
    const kind = chance.pick(['open', 'open', 'closed', 'direct'] as const);
    const others = [...people].filter((user) => user !== this.#chat.me?.id);
    const members = kind === 'open' || others.length === 0 ? [] : [chance.pick(others)];
    const made = this.#chat.createRoom(`r${chance.below(1_000)}`, kind, members);
    this.#await(made.then((room) => rooms.add(room)));
  }

  #mendFailed(): void {
    const failed = this.#chat.outbox.find((entry) => entry.state === 'failed');
    if (failed && this.#surroundings.chance.happens(0.5)) this.#chat.retry(failed.id);
    else if (failed) this.#chat.discard(failed.id);
  }

  /** A refusal is an answer too. Anything else that fails is a bug. */
  #await(done: Promise<unknown>): void {
    const process = this.#process;
    this.#underWay++;
    done
      .catch((error: unknown) => {
        if (!(error instanceof ChatError))
          this.#surroundings.evidence.findings.report('NET-3', String(error));
      })
      .finally(() => {
        if (!process.hasEnded) this.#underWay--;
      });
  }
}
