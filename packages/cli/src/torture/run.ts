import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RoomId } from '@teahouse/protocol/ids';
import { Account } from './account.ts';
import { Crowd } from './crowd.ts';
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
  #crowd: Crowd | null = null;

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
    const { monotonicMs } = this.#surroundings;
    const startMs = monotonicMs();
    await this.#nodes.start();
    const { rooms, token } = await makeRooms(this.#nodes.first);
    const crowd = this.#gather(rooms);
    const kills = await this.#kill(startMs);
    crowd.calm();
    await crowd.settle({ url: this.#nodes.first, token }, REST_MS_MAX);
    return { account: this.#account, kills, clients: crowd.size, durationMs: monotonicMs() - startMs };
  }

  async end(): Promise<void> {
    this.#crowd?.close();
    await this.#nodes.end();
  }

  #gather(rooms: readonly RoomId[]): Crowd {
    this.#crowd = new Crowd({
      account: this.#account,
      count: this.#options.clients,
      temperaments: TEMPERAMENTS,
      rooms,
      route: () => () => this.#nodes.url(),
      random: this.#surroundings.random,
      monotonicMs: this.#surroundings.monotonicMs,
      onNonsense: this.#onTrouble,
    });
    return this.#crowd;
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
}
