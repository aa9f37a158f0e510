import type { Clock } from '@teahouse/server/runtime/clock';

/** Where virtual time begins, so that wall clocks look like wall clocks. */
const BEGINNING_MS = Date.UTC(2026, 10, 23);

interface Entry {
  readonly atMs: number;
  /** Breaks ties: what was asked for first happens first. */
  readonly order: number;
  run: (() => void) | null;
}

/**
 * Time that passes only when everything that can happen now has happened. Between two entries every
 * promise that can settle has settled, so a run depends on nothing but its seed.
 */
export class VirtualTime {
  readonly #heap: Entry[] = [];
  #nowMs = 0;
  #order = 0;

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Calls back once after a time, unless it is disposed of before. */
  after(delayMs: number, run: () => void): Disposable {
    const entry: Entry = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, run };
    this.#push(entry);
    return {
      [Symbol.dispose]: () => {
        entry.run = null;
      },
    };
  }

  /** Lets time pass until `isDone`, or until so much has passed; says whether it was done. */
  async pass(untilMs: number, isDone: () => boolean): Promise<boolean> {
    await settled();
    while (!isDone()) {
      const next = this.#heap[0];
      if (!next || next.atMs > untilMs) {
        this.#nowMs = Math.max(this.#nowMs, untilMs);
        return false;
      }
      this.#pop();
      if (!next.run) continue;
      this.#nowMs = next.atMs;
      next.run();
      await settled();
    }
    return true;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Entry;
      if (isBefore(above, entry)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (let child = 1; child < heap.length; child = 2 * index + 1) {
      const right = heap[child + 1];
      if (right && isBefore(right, heap[child] as Entry)) child++;
      const below = heap[child] as Entry;
      if (isBefore(last, below)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}

/** Node runs ticks only when no promise is left to settle, and needs no turn of the event loop for it. */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

/** Time as one process sees it. After the process has ended, nothing that it waited for happens. */
export class ProcessTime implements Clock {
  readonly #time: VirtualTime;
  /** How wrong the wall clock is. Nothing but `at` may depend on it (R14). */
  readonly #wallErrorMs: number;
  #hasEnded = false;

  constructor(time: VirtualTime, wallErrorMs = 0) {
    this.#time = time;
    this.#wallErrorMs = wallErrorMs;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  nowMs(): number {
    return Math.floor(BEGINNING_MS + this.#time.nowMs + this.#wallErrorMs);
  }

  monotonicMs(): number {
    return this.#time.nowMs;
  }

  after(delayMs: number, callback: () => void): Disposable {
    return this.#time.after(delayMs, () => {
      if (!this.#hasEnded) callback();
    });
  }

  soon(callback: () => void): void {
    this.after(0, callback);
  }

  /** Resolves later; never, if the process ends before. */
  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(delayMs, resolve);
    });
  }

  end(): void {
    this.#hasEnded = true;
  }
}
