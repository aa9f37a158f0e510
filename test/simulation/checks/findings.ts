/** A promise that was not kept. The first one ends the run. */
export interface Violation {
  readonly promise: string;
  readonly what: string;
  readonly atMs: number;
}

/** Whoever watches reports here. */
export class Findings {
  readonly #nowMs: () => number;
  #first: Violation | null = null;
  /** What happened, if somebody wants to read it: a run that failed is run again with it. */
  readonly #trace: string[] | null;

  constructor(nowMs: () => number, trace: string[] | null) {
    this.#nowMs = nowMs;
    this.#trace = trace;
  }

  get first(): Violation | null {
    return this.#first;
  }

  report(promise: string, what: string): void {
    this.note(() => `VIOLATION ${promise}: ${what}`);
    this.#first ??= { promise, what, atMs: this.#nowMs() };
  }

  /** Reports unless it is true. `what` is only asked for if it is needed. */
  demand(holds: boolean, promise: string, what: () => string): void {
    if (!holds) this.report(promise, what());
  }

  /** A line of the trace. */
  note(line: () => string): void {
    this.#trace?.push(`${this.#nowMs().toFixed(1).padStart(9)} ${line()}`);
  }
}
