import type { Clock } from '../platform.ts';

interface Alarm {
  readonly atMs: number;
  readonly run: () => void;
}

/** Everything that was set in motion has come to rest: one turn of the event loop, with all its microtasks. */
export function settle(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Time that passes when a test says so. */
export class ManualClock implements Clock {
  #nowMs = 1_800_000_000_000;
  readonly #alarms = new Set<Alarm>();

  nowMs(): number {
    return this.#nowMs;
  }

  setTimer(afterMs: number, run: () => void): Disposable {
    const alarm: Alarm = { atMs: this.#nowMs + afterMs, run };
    this.#alarms.add(alarm);
    return { [Symbol.dispose]: () => this.#alarms.delete(alarm) };
  }

  /** Timers that have not run. */
  get pending(): number {
    return this.#alarms.size;
  }

  /** Lets time pass, timer by timer, with `between` after each: it waits for all that follows. */
  async advance(byMs: number, between: () => Promise<void> = settle): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    for (let next = this.#next(untilMs); next; next = this.#next(untilMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.#alarms.delete(next);
      next.run();
      await between();
    }
    this.#nowMs = untilMs;
  }

  /** Time that passed while nothing could run, as in a sleeping laptop. */
  skip(byMs: number): void {
    this.#nowMs += byMs;
  }

  #next(untilMs: number): Alarm | undefined {
    const due = [...this.#alarms].filter(({ atMs }) => atMs <= untilMs);
    return due.toSorted((one, other) => one.atMs - other.atMs)[0];
  }
}
