import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { Account, type LoggedEvent } from './account.ts';
import { Client } from './client.ts';
import { LogReader } from './log-reader.ts';
import { Nodes } from './nodes.ts';
import type { TortureOptions } from './options.ts';
import type { Outcome } from './report.ts';
import { makeRooms } from './rooms.ts';
import { TEMPERAMENTS } from './temperaments.ts';

/** How long the server may run between two kills. */
const LIFE_MS_MIN = 200;
const LIFE_MS_MAX = 3_000;
/** After the last kill everything must be answered and shown within this. */
const REST_MS_MAX = 60_000;
const LOOK_EVERY_MS = 100;

const SERVER = fileURLToPath(new URL('../main.ts', import.meta.url));
const PLANTED_SERVER = fileURLToPath(new URL('./planted/server.ts', import.meta.url));

interface Surroundings {
  readonly random: () => number;
  readonly monotonicMs: () => number;
  /** Hears of every kill. */
  readonly onKill: (kills: number) => void;
}

/** Tortures a server, and gives the account of it. Rejects if the server does what it never should. */
export async function torture(options: TortureOptions, surroundings: Surroundings): Promise<Outcome> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'teahouse-torture-'));
  const trouble = Promise.withResolvers<never>();
  const run = new Torture(options, surroundings, { folder: folder.path, onTrouble: trouble.reject });
  try {
    return await Promise.race([run.whole(), trouble.promise]);
  } finally {
    await run.end();
  }
}

interface Place {
  readonly folder: string;
  readonly onTrouble: (error: Error) => void;
}

class Torture {
  readonly #options: TortureOptions;
  readonly #surroundings: Surroundings;
  readonly #onTrouble: (error: Error) => void;
  readonly #nodes: Nodes;
  readonly #account: Account;
  #clients: readonly Client[] = [];

  constructor(options: TortureOptions, surroundings: Surroundings, { folder, onTrouble }: Place) {
    const command = options.plant === null ? [SERVER, 'serve'] : [PLANTED_SERVER, options.plant];
    this.#options = options;
    this.#account = new Account({ isUnansweredInOrder: options.nodes === 1 });
    this.#surroundings = surroundings;
    this.#onTrouble = onTrouble;
    this.#nodes = new Nodes({
      command,
      count: options.nodes,
      folder,
      options: [
        ...(options.databaseUrl === null ? [] : ['--database-url', options.databaseUrl]),
        ...(options.natsUrl === null ? [] : ['--nats-url', options.natsUrl]),
      ],
      random: surroundings.random,
      onEnded: onTrouble,
    });
  }

  async whole(): Promise<Outcome> {
    const startMs = this.#surroundings.monotonicMs();
    await this.#nodes.start();
    const { rooms, token } = await makeRooms(this.#nodes.first);
    this.#clients = Array.from({ length: this.#options.clients }, (_, index) => this.#client(index, rooms));
    const kills = await this.#kill(startMs);
    for (const client of this.#clients) client.calm();
    await this.#settle([LOBBY, ...rooms], token);
    const durationMs = this.#surroundings.monotonicMs() - startMs;
    return { account: this.#account, kills, clients: this.#clients.length, durationMs };
  }

  async end(): Promise<void> {
    for (const client of this.#clients) client.close();
    await this.#nodes.end();
  }

  #client(index: number, rooms: readonly RoomId[]): Client {
    const temperament = TEMPERAMENTS[index % TEMPERAMENTS.length] as (typeof TEMPERAMENTS)[number];
    return new Client({
      name: `${temperament.name}${index}`,
      account: this.#account,
      temperament,
      // Everybody is in the lobby, and in two of the others.
      rooms: rooms.filter((_, place) => place % rooms.length === index % rooms.length || place === 0),
      url: () => this.#nodes.url(),
      random: this.#surroundings.random,
      onNonsense: this.#onTrouble,
    });
  }

  async #kill(startMs: number): Promise<number> {
    const { random, monotonicMs, onKill } = this.#surroundings;
    const { kills, secondsMax } = this.#options;
    for (let count = 0; count < kills; count++) {
      const isEnough = this.#account.hasFound || monotonicMs() - startMs > secondsMax * 1000;
      if (isEnough) return count;
      await after(LIFE_MS_MIN + random() * (LIFE_MS_MAX - LIFE_MS_MIN));
      await this.#nodes.harm();
      onKill(count + 1);
    }
    return kills;
  }

  /** Waits until everyone has everything, or should have, and compares it with the log. */
  async #settle(rooms: readonly RoomId[], token: string): Promise<void> {
    const deadlineMs = this.#surroundings.monotonicMs() + REST_MS_MAX;
    // Who has found something need not wait for more.
    const hasTime = () => this.#surroundings.monotonicMs() < deadlineMs && !this.#account.hasFound;
    while (hasTime() && !this.#clients.every((client) => client.isLevel(new Map())))
      await after(LOOK_EVERY_MS);
    // Nobody is shown more than the log that is read now has; where everyone stands then means nothing.
    const isCutShort = this.#account.hasFound;
    if (isCutShort) for (const client of this.#clients) client.close();
    using reader = await LogReader.open(this.#nodes.first, token);
    const logs = new Map<RoomId, readonly LoggedEvent[]>();
    for (const room of rooms) logs.set(room, await reader.whole(room));
    const heads = new Map([...logs].map(([room, events]) => [room, events.length]));
    while (hasTime() && !this.#clients.every((client) => client.isLevel(heads))) await after(LOOK_EVERY_MS);
    if (!isCutShort) for (const client of this.#clients) client.settle(heads);
    this.#account.settle(logs);
  }
}
