import type { Clock } from '../runtime/clock.ts';

interface Alarm {
  readonly atMs: number;
  readonly callback: () => void;
}

const START_MS = 1_800_000_000_000;

/** Time that passes, and turns of the event loop that come, when a test says so. */
export class ManualClock implements Clock {
  readonly #alarms = new Set<Alarm>();
  #soon: (() => void)[] = [];
  #elapsedMs = 0;

  nowMs(): number {
    return START_MS + this.#elapsedMs;
  }

  monotonicMs(): number {
    return this.#elapsedMs;
  }

  after(delayMs: number, callback: () => void): Disposable {
    const alarm: Alarm = { atMs: this.#elapsedMs + delayMs, callback };
    this.#alarms.add(alarm);
    return { [Symbol.dispose]: () => this.#alarms.delete(alarm) };
  }

  soon(callback: () => void): void {
    this.#soon.push(callback);
  }

  /** Timers that are set. */
  get pending(): number {
    return this.#alarms.size;
  }

  /** What was asked for soon happens. False if nothing was. */
  turn(): boolean {
    const callbacks = this.#soon;
    this.#soon = [];
    for (const callback of callbacks) callback();
    return callbacks.length > 0;
  }

  /** Time that goes by while nothing else can happen, as in the midst of a long flush. */
  spend(durationMs: number): void {
    this.#elapsedMs += durationMs;
  }

  /** Lets time pass, timer by timer. */
  advance(durationMs: number): void {
    const untilMs = this.#elapsedMs + durationMs;
    for (let next = this.#next(untilMs); next; next = this.#next(untilMs)) {
      this.#elapsedMs = Math.max(this.#elapsedMs, next.atMs);
      this.#alarms.delete(next);
      next.callback();
    }
    this.#elapsedMs = untilMs;
  }

  #next(untilMs: number): Alarm | undefined {
    const due = [...this.#alarms].filter(({ atMs }) => atMs <= untilMs);
    return due.toSorted((one, other) => one.atMs - other.atMs)[0];
  }
}
