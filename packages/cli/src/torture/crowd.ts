import { setTimeout as after } from 'node:timers/promises';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import type { Account, LoggedEvent } from './account.ts';
import { Client } from './client.ts';
import { LogReader } from './log-reader.ts';
import type { Temperament } from './temperaments.ts';

const LOOK_EVERY_MS = 100;
/**
 * One in so many clients takes compressed messages. Inflating is most of what such a client costs, and all of them
 * share one thread: were it everybody, they would be late by themselves.
 */
const DEFLATED_ONE_IN = 10;

interface Parts {
  readonly account: Account;
  readonly count: number;
  /** What the names of its clients begin with. On a store where others talked before, those must differ. */
  readonly prefix?: string;
  /** Clients take turns with these. */
  readonly temperaments: readonly Temperament[];
  /** Those that are talked in besides the lobby. */
  readonly rooms: readonly RoomId[];
  /** Asked once for each client: where it is to connect, each time that it does. */
  readonly route: () => () => string;
  readonly random: () => number;
  readonly monotonicMs: () => number;
  readonly onNonsense: (error: Error) => void;
  readonly onParted?: (code: number) => void;
}

/** Where a log is read, and as whom. */
interface LogPlace {
  readonly url: string;
  readonly token: string;
}

/** Clients under torture, who keep one account. */
export class Crowd {
  readonly #parts: Parts;
  readonly #clients: readonly Client[];

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#clients = Array.from({ length: parts.count }, (_, index) => this.#client(index));
  }

  get size(): number {
    return this.#clients.length;
  }

  /** Whether everyone has come in once. */
  get isComplete(): boolean {
    return this.#clients.every(({ token }) => token !== null);
  }

  /** All but those who stop reading now and then: if they are late, it is for them to catch up. */
  get readers(): readonly Client[] {
    return this.#clients.filter(({ pauses }) => !pauses);
  }

  /** Becomes true when every reader has been answered and shown what they wait for now. */
  catchingUp(): () => boolean {
    const heads = this.#parts.account.heads;
    const behind = new Set(this.readers.map((client) => client.catchingUp(heads)));
    return () => {
      for (const isLevel of behind) if (isLevel()) behind.delete(isLevel);
      return behind.size === 0;
    };
  }

  /** Nobody says anything new or does anything bad any more. */
  calm(): void {
    for (const client of this.#clients) client.calm();
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }

  /**
   * Waits until everyone has everything, or should have, and compares it with the log, which is read as somebody who
   * is in all the rooms.
   */
  async settle(log: LogPlace, restMsMax: number): Promise<void> {
    const { account, monotonicMs, rooms } = this.#parts;
    const deadlineMs = monotonicMs() + restMsMax;
    // Who has found something need not wait for more.
    const hasTime = () => monotonicMs() < deadlineMs && !account.hasFound;
    while (hasTime() && !this.#isLevel(new Map())) await after(LOOK_EVERY_MS);
    // Nobody is shown more than the log that is read now has; where everyone stands then means nothing.
    const isCutShort = account.hasFound;
    if (isCutShort) this.close();
    const logs = await this.#read([LOBBY, ...rooms], log, deadlineMs);
    const heads = new Map([...logs].map(([room, events]) => [room, events.length]));
    while (hasTime() && !this.#isLevel(heads)) await after(LOOK_EVERY_MS);
    if (!isCutShort) for (const client of this.#clients) client.settle(heads);
    account.settle(logs);
  }

  /** Tries until the deadline: a server that comes back from harm may yet send its readers away. */
  async #read(
    rooms: readonly RoomId[],
    { url, token }: LogPlace,
    deadlineMs: number,
  ): Promise<ReadonlyMap<RoomId, readonly LoggedEvent[]>> {
    for (;;) {
      try {
        using reader = await LogReader.open(url, token);
        const logs = new Map<RoomId, readonly LoggedEvent[]>();
        for (const room of rooms) logs.set(room, await reader.whole(room));
        return logs;
      } catch (error) {
        if (this.#parts.monotonicMs() > deadlineMs) throw error;
        await after(LOOK_EVERY_MS);
      }
    }
  }

  #isLevel(heads: ReadonlyMap<RoomId, number>): boolean {
    return this.#clients.every((client) => client.isLevel(heads));
  }

  #client(index: number): Client {
    const { account, prefix = '', rooms, temperaments, route, random, onNonsense, onParted } = this.#parts;
    const temperament = temperaments[index % temperaments.length] as Temperament;
    return new Client({
      name: `${prefix}${temperament.name}${index}`,
      account,
      temperament,
      // Everybody is in the lobby, and in two of the others.
      rooms: rooms.filter((_, place) => place % rooms.length === index % rooms.length || place === 0),
      url: route(),
      takesDeflated: index % DEFLATED_ONE_IN === 0,
      random,
      onNonsense,
      ...(onParted && { onParted }),
    });
  }
}
