import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Clock } from './platform.ts';

/** Somebody who wrote this recently is shown as writing. */
export const TYPING_SHOWN_MS = 5_000;
/** One's own writing is told again at most this often. */
export const TYPING_TOLD_EVERY_MS = 3_000;

interface Writer {
  readonly person: Person;
  readonly untilMs: number;
}

/** Who is writing, in each room; and when to tell that oneself is. */
export class Typing implements Disposable {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #writers = new Map<RoomId, Map<UserId, Writer>>();
  readonly #toldAtMs = new Map<RoomId, number>();
  #timer: Disposable | null = null;

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  of(room: RoomId): readonly Person[] {
    return [...(this.#writers.get(room)?.values() ?? [])].map(({ person }) => person);
  }

  /** Whether it is time to tell the room. If so, it counts as told. */
  shouldTell(room: RoomId): boolean {
    const nowMs = this.#clock.nowMs();
    if (nowMs < (this.#toldAtMs.get(room) ?? 0) + TYPING_TOLD_EVERY_MS) return false;
    this.#toldAtMs.set(room, nowMs);
    return true;
  }

  wrote(room: RoomId, people: readonly Person[]): void {
    const untilMs = this.#clock.nowMs() + TYPING_SHOWN_MS;
    const writers = this.#writers.get(room) ?? new Map<UserId, Writer>();
    for (const person of people) writers.set(person.id, { person, untilMs });
    this.#writers.set(room, writers);
    this.#timer ??= this.#clock.setTimer(TYPING_SHOWN_MS, () => this.#forgetOld());
  }

  /** What they wrote is here. */
  said(room: RoomId, user: UserId): void {
    this.#writers.get(room)?.delete(user);
  }

  forget(room: RoomId): void {
    this.#writers.delete(room);
    this.#toldAtMs.delete(room);
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
  }

  #forgetOld(): void {
    const nowMs = this.#clock.nowMs();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const writers of this.#writers.values()) {
      for (const [user, { untilMs }] of writers) {
        if (untilMs <= nowMs) writers.delete(user);
        else nextMs = Math.min(nextMs, untilMs);
      }
    }
    const isOver = nextMs === Number.POSITIVE_INFINITY;
    this.#timer = isOver ? null : this.#clock.setTimer(nextMs - nowMs, () => this.#forgetOld());
    this.#changed();
  }
}
