import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ServerProcess } from '../../support/server-process.ts';
import { BusLine } from '../lines/bus-line.ts';
import { Line } from '../lines/line.ts';
import type { Order } from './harm-from-within.ts';

/** A node that does not start, because its store is away, is started again, as whatever looks after it would do. */
const START_AGAIN_MS = 500;
const STARTS_MAX = 60;
const HARM_FROM_WITHIN = fileURLToPath(new URL('./harm-from-within.ts', import.meta.url));

interface Parts {
  readonly data: string;
  /** The address of the database, at a port. */
  readonly databaseUrl: (port: number) => string;
  readonly databasePort: number;
  readonly natsPort: number;
  readonly random: () => number;
}

/** A node of Teahouse, and its own lines to the store and the bus. */
export class Node implements AsyncDisposable {
  readonly toStore: Line;
  readonly toBus: BusLine;
  #process: ServerProcess;

  static async start({ data, databaseUrl, databasePort, natsPort, random }: Parts): Promise<Node> {
    const [store, bus] = await Promise.all([
      Line.open({ to: databasePort }),
      BusLine.open({ to: natsPort, random }),
    ]);
    const args = ['--database-url', databaseUrl(store.port), '--limits', 'off'];
    const natsUrl = `nats://127.0.0.1:${bus.line.port}`;
    const server = await ServerProcess.start({
      data,
      args: [...args, '--nats-url', natsUrl],
      preload: HARM_FROM_WITHIN,
    });
    return new Node(server, store, bus);
  }

  private constructor(server: ServerProcess, toStore: Line, toBus: BusLine) {
    this.#process = server;
    this.toStore = toStore;
    this.toBus = toBus;
  }

  /** Where clients connect. It stays the same over restarts. */
  get url(): string {
    return this.#process.webSocket('/ws');
  }

  get isRunning(): boolean {
    return this.#process.isRunning;
  }

  /** What it says of itself: `200 ready`, with a line about NATS. */
  async readiness(): Promise<string> {
    const answer = await fetch(`${this.#process.url}/readyz`);
    return `${answer.status} ${await answer.text()}`;
  }

  tell(order: Order): void {
    this.#process.tell(order);
  }

  freeze(): void {
    this.#process.freeze();
  }

  thaw(): void {
    this.#process.thaw();
  }

  /** kill -9. */
  async kill(): Promise<void> {
    await this.#process.kill9();
  }

  /** Resolves when it has ended, however that came. */
  async ended(): Promise<void> {
    await this.#process.ended;
  }

  async startAgain(): Promise<void> {
    for (let starts = 1; ; starts++) {
      try {
        this.#process = await this.#process.again();
        return;
      } catch (error) {
        if (starts === STARTS_MAX) throw error;
        await after(START_AGAIN_MS);
      }
    }
  }

  /** What it said before it ended; for whoever looks for a fault. */
  async lastWords(): Promise<string> {
    const { code, signal, stdout, stderr } = await this.#process.ended;
    return `ended with ${code ?? signal}:\n${stdout}${stderr}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
    await Promise.all([this.toStore[Symbol.asyncDispose](), this.toBus[Symbol.asyncDispose]()]);
  }
}
