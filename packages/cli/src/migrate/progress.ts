import type { Progress } from '@teahouse/server/storage/move/progress';

/** Between two lines to a person, who sees the last one only; and into a file, where all of them stay. */
const TELL_PERSON_EVERY_MS = 1_000;
const TELL_FILE_EVERY_MS = 10_000;

/** To the beginning of the line, and what was there is gone. */
const AGAIN = '\r\u001b[K';

const DOES: Readonly<Record<Progress['does'], string>> = { copy: 'copied', compare: 'compared' };

interface Parts {
  readonly write: (text: string) => void;
  readonly reader: 'person' | 'file';
  readonly monotonicMs: () => number;
}

/** Says how far a move is: from time to time, and at the end of each step. */
export class ProgressLines {
  readonly #parts: Parts;
  /** Where the present step began. */
  #first: Progress | undefined;
  #isAtEnd = false;
  #beganAtMs = 0;
  #toldAtMs = 0;
  #isLineOpen = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** To be called with a step as it begins, each time that more of it is done, and when it is. */
  tell(progress: Progress): void {
    const nowMs = this.#parts.monotonicMs();
    const isSameStep = progress.does === this.#first?.does && progress.what === this.#first.what;
    if (!isSameStep) return this.#begin(progress, nowMs);
    // Beside a server that writes, there may be more after the end.
    const isEnd = !this.#isAtEnd && progress.done >= progress.total;
    this.#isAtEnd ||= isEnd;
    const everyMs = this.#parts.reader === 'person' ? TELL_PERSON_EVERY_MS : TELL_FILE_EVERY_MS;
    if (!isEnd && nowMs - this.#toldAtMs < everyMs) return;
    this.#toldAtMs = nowMs;
    this.#write(this.#line(progress, nowMs), isEnd);
  }

  /** What is said next begins on a line of its own. */
  end(): void {
    if (this.#isLineOpen) this.#parts.write('\n');
    this.#isLineOpen = false;
  }

  #begin(progress: Progress, nowMs: number): void {
    this.end();
    this.#first = progress;
    this.#isAtEnd = progress.done >= progress.total;
    this.#beganAtMs = nowMs;
    this.#toldAtMs = nowMs;
  }

  #line({ does, what, done, total }: Progress, nowMs: number): string {
    const perSecond = (done - (this.#first?.done ?? 0)) / Math.max(0.001, (nowMs - this.#beganAtMs) / 1000);
    const percent = total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
    const left = total - done;
    const about = left > 0 && perSecond > 0 ? `, about ${span(left / perSecond)} left` : '';
    return `${DOES[does]} ${grouped(done)} of ${grouped(total)} ${what} (${percent} %), ${grouped(Math.round(perSecond))} a second${about}`;
  }

  #write(line: string, isEnd: boolean): void {
    if (this.#parts.reader === 'file') return this.#parts.write(`${line}\n`);
    this.#parts.write(`${AGAIN}${line}`);
    this.#isLineOpen = true;
    if (isEnd) this.end();
  }
}

function span(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
