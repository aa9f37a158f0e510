/** What a move does, one after the other; what is carried may be looked at twice. */
export type StepDoes = 'copy' | 'compare';
export type StepWhat = 'events' | 'files' | 'rows';

export interface Progress {
  readonly does: StepDoes;
  readonly what: StepWhat;
  readonly done: number;
  /** As it was when the step began: beside a server that writes, more may be done. */
  readonly total: number;
}

/** Tells whoever watches how far a move is. */
export class Told {
  readonly #tell: (progress: Progress) => void;

  constructor(tell: (progress: Progress) => void) {
    this.#tell = tell;
  }

  step(does: StepDoes, what: StepWhat, { total, done = 0 }: { total: number; done?: number }): Step {
    return new Step(this.#tell, { does, what, total, done });
  }
}

class Step {
  readonly #tell: (progress: Progress) => void;
  #progress: Progress;

  constructor(tell: (progress: Progress) => void, progress: Progress) {
    this.#tell = tell;
    this.#progress = progress;
    tell(progress);
  }

  did(more: number): void {
    this.#progress = { ...this.#progress, done: this.#progress.done + more };
    this.#tell(this.#progress);
  }
}
