import type { Account } from '@teahouse/cli/torture/account';
import type { Crowd } from '@teahouse/cli/torture/crowd';
import type { RoomId } from '@teahouse/protocol/ids';

const LOOK_EVERY_MS = 50;

type Reader = Crowd['readers'][number];

/** How far a room had come when it was looked at. */
interface Mark {
  readonly head: number;
  readonly atMs: number;
}

/** Watches how late at most somebody who was connected all the time was shown what others knew of already. */
export class Lateness implements Disposable {
  readonly #account: Pick<Account, 'heads'>;
  readonly #crowd: Pick<Crowd, 'readers'>;
  readonly #nowMs: () => number;
  readonly #timer: NodeJS.Timeout;
  readonly #marks = new Map<RoomId, Mark[]>();
  /** Since when each of them has been connected. */
  readonly #sinceMs = new Map<Reader, number>();
  #longestMs = 0;

  constructor(account: Pick<Account, 'heads'>, crowd: Pick<Crowd, 'readers'>, nowMs: () => number) {
    this.#account = account;
    this.#crowd = crowd;
    this.#nowMs = nowMs;
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  get longestMs(): number {
    return this.#longestMs;
  }

  look(): void {
    const nowMs = this.#nowMs();
    for (const [room, head] of this.#account.heads) {
      const marks = this.#marks.get(room) ?? [];
      this.#marks.set(room, marks);
      if (head > (marks.at(-1)?.head ?? 0)) marks.push({ head, atMs: nowMs });
    }
    for (const reader of this.#crowd.readers) this.#lookAt(reader, nowMs);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #lookAt(reader: Reader, nowMs: number): void {
    const sinceMs = reader.isWelcome ? (this.#sinceMs.get(reader) ?? nowMs) : nowMs;
    this.#sinceMs.set(reader, sinceMs);
    for (const room of reader.book.rooms) {
      const knownMs = this.#knownMs(room, (reader.book.of(room)?.seq ?? 0) + 1) ?? nowMs;
      this.#longestMs = Math.max(this.#longestMs, nowMs - Math.max(knownMs, sinceMs));
    }
  }

  /** When anybody was first seen to know of an event. */
  #knownMs(room: RoomId, seq: number): number | undefined {
    const marks = this.#marks.get(room) ?? [];
    let knownMs: number | undefined;
    for (let index = marks.length - 1; (marks[index]?.head ?? 0) >= seq; index--)
      knownMs = marks[index]?.atMs;
    return knownMs;
  }
}
