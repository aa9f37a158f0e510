import type { CloseName } from '@teahouse/protocol/close-codes';
import { HEARTBEAT_INTERVAL_MS } from '@teahouse/protocol/limits';
import type { Clock } from '../runtime/clock.ts';
import type { Peer } from '../sessions/wire.ts';

/** Heartbeats are spread over so many turns of one timer, so that they never come all at once. */
const TURNS = 25;

/** A connection as the heartbeat and the shutdown see it. */
export interface Connection {
  readonly peer: Peer;
  /** Whether anything came from the client since this was last asked. */
  gaveSignOfLife(): boolean;
  end(why: CloseName): void;
  /** Cuts it without a word. */
  terminate(): void;
  /** Kept here for `Connections`, which alone changes them: when its heartbeat is due, and how many went unanswered. */
  turn: number;
  silentBeats: number;
}

/**
 * All connections of a node, with one timer for all their heartbeats: each turn beats for a 25th of them.
 * Who answers two of them with no sign of life, or reads too slowly for too long, is closed.
 */
export class Connections implements Disposable {
  readonly #clock: Clock;
  readonly #turns: Set<Connection>[] = Array.from({ length: TURNS }, () => new Set());
  #count = 0;
  #added = 0;
  #next = 0;
  #whenEmpty: (() => void) | null = null;
  #timer: Disposable;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#timer = this.#arm();
  }

  get count(): number {
    return this.#count;
  }

  add(connection: Connection): void {
    // Whatever the time: those who come all at once, after a restart, must not beat all at once.
    connection.turn = this.#added++ % TURNS;
    this.#turns[connection.turn]?.add(connection);
    this.#count++;
  }

  remove(connection: Connection): void {
    if (!this.#turns[connection.turn]?.delete(connection)) return;
    this.#count--;
    if (this.#count === 0) this.#whenEmpty?.();
  }

  /** Tells everyone to come back, spread over `spreadMs` so that they do not all come at once. */
  byeToAll(spreadMs: number): void {
    let index = 0;
    const all = this.#all();
    for (const { peer } of all) peer.bye(Math.round((spreadMs * index++) / all.length));
  }

  /** Sends everyone away. */
  endAll(why: CloseName): void {
    for (const connection of this.#all()) connection.end(why);
  }

  /** Resolves when all are gone; those that are not after `waitMs` are cut. */
  async allGone(waitMs: number): Promise<void> {
    if (this.#count === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#whenEmpty = resolve;
    const cut = this.#clock.after(waitMs, () => {
      for (const connection of this.#all()) connection.terminate();
    });
    await promise;
    cut[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }

  #all(): Connection[] {
    return this.#turns.flatMap((turn) => [...turn]);
  }

  #arm(): Disposable {
    return this.#clock.after(HEARTBEAT_INTERVAL_MS / TURNS, () => {
      this.#beat();
      this.#timer = this.#arm();
    });
  }

  #beat(): void {
    const turn = this.#turns[this.#next];
    this.#next = (this.#next + 1) % TURNS;
    for (const connection of turn ?? []) beat(connection);
  }
}

function beat(connection: Connection): void {
  if (connection.gaveSignOfLife()) connection.silentBeats = 0;
  if (connection.peer.isTooSlow()) connection.end('slowReader');
  else if (connection.silentBeats >= 2) connection.end('silent');
  else if (connection.peer.heartbeat()) connection.silentBeats++;
}
