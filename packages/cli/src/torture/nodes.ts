import { setTimeout as after } from 'node:timers/promises';
import { ServerProcess } from './server-process.ts';

/** A node that is frozen for so long has lost its store and its clients when it wakes (R15). */
const FROZEN_MS = 7_000;

/** A node that does not start, because its store is away, is started again, as whatever looks after it would do. */
const START_AGAIN_MS = 500;
const STARTS_MAX = 60;

interface Parts {
  readonly command: readonly string[];
  readonly count: number;
  readonly folder: string;
  readonly options: readonly string[];
  readonly random: () => number;
  readonly onEnded: (error: Error) => void;
}

/** The servers under torture: one, or several nodes on one store. */
export class Nodes {
  readonly #servers: readonly ServerProcess[];
  readonly #random: () => number;

  constructor({ count, random, ...parts }: Parts) {
    this.#random = random;
    this.#servers = Array.from({ length: count }, () => new ServerProcess(parts));
  }

  /** The address of any of them. */
  url(): string {
    return this.#any().url;
  }

  /** The address of one that is up while none is harmed. */
  get first(): string {
    return this.#servers[0]?.url ?? '';
  }

  async start(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.start()));
  }

  /** Harms one of them, and has it going again. A server that is alone is only ever killed. */
  async harm(): Promise<void> {
    const server = this.#any();
    const harms = [this.#kill, ...(this.#servers.length > 1 ? [this.#terminate, this.#freeze] : [])];
    const harm = harms[Math.floor(this.#random() * harms.length)] ?? this.#kill;
    await harm(server);
  }

  async end(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.end()));
  }

  #any(): ServerProcess {
    return this.#servers[Math.floor(this.#random() * this.#servers.length)] as ServerProcess;
  }

  async #startAgain(server: ServerProcess): Promise<void> {
    for (let starts = 1; ; starts++) {
      try {
        return await server.start();
      } catch (error) {
        if (this.#servers.length === 1 || starts === STARTS_MAX) throw error;
        await after(START_AGAIN_MS);
      }
    }
  }

  readonly #kill = async (server: ServerProcess): Promise<void> => {
    await server.kill();
    await this.#startAgain(server);
  };

  readonly #terminate = async (server: ServerProcess): Promise<void> => {
    await server.terminate();
    await this.#startAgain(server);
  };

  readonly #freeze = async (server: ServerProcess): Promise<void> => {
    server.freeze();
    await after(FROZEN_MS);
    server.thaw();
  };
}
