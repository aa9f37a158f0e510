import type { Clockwork } from './clockwork.ts';

/** A core goes to another thread after so long, if one waits. */
const SLICE_MICROS = 1_000;

interface Work {
  leftMicros: number;
  readonly then: () => void;
}

/** Who wants a core again and again: whoever had least of it so far is next, as Linux does it. */
interface Claim {
  hadMicros: number;
}

/** The cores of one machine, which take turns at what is to be done. */
export class Cores {
  busyMicros = 0;
  readonly count: number;
  readonly #clockwork: Clockwork;
  readonly #threads = new Map<Claim, Work>();
  readonly #others = new Line<Work>();
  #busy = 0;
  #leastMicros = 0;
  #isTurnOfOthers = false;

  constructor(clockwork: Clockwork, count: number) {
    this.#clockwork = clockwork;
    this.count = count;
  }

  /** Work of a thread, which has no more than one piece of it at a time. */
  runFor(claim: Claim, micros: number, then: () => void): void {
    // Whoever slept has saved up nothing.
    claim.hadMicros = Math.max(claim.hadMicros, this.#leastMicros - SLICE_MICROS);
    this.#threads.set(claim, { leftMicros: micros, then });
    this.#next();
  }

  /** Work that comes once. */
  run(micros: number, then: () => void): void {
    this.#others.push({ leftMicros: micros, then });
    this.#next();
  }

  #next(): void {
    while (this.#busy < this.count) {
      const isOthers = this.#others.length > 0 && (this.#isTurnOfOthers || this.#threads.size === 0);
      this.#isTurnOfOthers = !isOthers;
      if (isOthers) this.#slice(this.#others.shift() as Work, null);
      else if (this.#threads.size > 0) this.#sliceOfThread();
      else return;
    }
  }

  #sliceOfThread(): void {
    let least: readonly [Claim, Work] | undefined;
    for (const entry of this.#threads) if (!least || entry[0].hadMicros < least[0].hadMicros) least = entry;
    if (!least) return;
    const [claim, work] = least;
    this.#threads.delete(claim);
    this.#leastMicros = Math.max(this.#leastMicros, claim.hadMicros);
    this.#slice(work, claim);
  }

  #slice(work: Work, claim: Claim | null): void {
    const micros = Math.min(SLICE_MICROS, work.leftMicros);
    this.#busy++;
    this.#clockwork.after(micros, () => {
      this.busyMicros += micros;
      if (claim) claim.hadMicros += micros;
      work.leftMicros -= micros;
      this.#busy--;
      if (work.leftMicros <= 0) work.then();
      else if (claim) this.#threads.set(claim, work);
      else this.#others.push(work);
      this.#next();
    });
  }
}

interface Job {
  readonly micros: number;
  readonly needsCore: boolean;
  readonly then: () => void;
}

/** Does one thing after the other, as far as a core is free. */
export class Thread {
  busyMicros = 0;
  hadMicros = 0;
  readonly #clockwork: Clockwork;
  readonly #cores: Cores;
  readonly #jobs = new Line<Job>();
  #isBusy = false;

  constructor(clockwork: Clockwork, cores: Cores) {
    this.#clockwork = clockwork;
    this.#cores = cores;
  }

  work(micros: number, then: () => void = nothing): void {
    this.#take({ micros, needsCore: true, then });
  }

  /** Waits for something, such as a disk, and does nothing else meanwhile. */
  rest(micros: number, then: () => void): void {
    this.#take({ micros, needsCore: false, then });
  }

  #take(job: Job): void {
    this.#jobs.push(job);
    if (!this.#isBusy) this.#next();
  }

  #next(): void {
    const job = this.#jobs.shift();
    this.#isBusy = job !== undefined;
    if (!job) return;
    const done = () => {
      this.busyMicros += job.micros;
      job.then();
      this.#next();
    };
    if (job.needsCore) this.#cores.runFor(this, job.micros, done);
    else this.#clockwork.after(job.micros, done);
  }
}

function nothing(): void {
  // Only the time it takes matters.
}

/** First in, first out. */
export class Line<Item> {
  #items: Item[] = [];
  #start = 0;

  get length(): number {
    return this.#items.length - this.#start;
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  shift(): Item | undefined {
    const item = this.#items[this.#start];
    if (item === undefined) return undefined;
    this.#start++;
    if (this.#start > this.length) {
      this.#items = this.#items.slice(this.#start);
      this.#start = 0;
    }
    return item;
  }
}
