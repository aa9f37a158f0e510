import type { StreamId, UserId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';

/** From where a stream is to be shown: a place the client shows, to be checked, or a seq we know of. */
export type From = { readonly position: Position } | { readonly after: number };

/** A stream that is to be shown. Asking again replaces it, and what is under way for the old one is given up. */
export interface Start {
  readonly stream: StreamId;
  readonly from: From;
}

/** Somebody who waits until the position that was shown of a stream is judged. */
interface Asking {
  readonly stream: StreamId;
  readonly resolve: () => void;
}

/** Most sessions wait for nothing most of the time. */
const NO_STARTS: readonly Start[] = [];
const NOBODY: readonly Asking[] = [];
const NO_STREAMS: readonly StreamId[] = [];

/** The streams that one session is still to be shown, in the order in which they are tried. */
export class Starts {
  #waiting = NO_STARTS;
  #asking = NOBODY;
  #announced = NO_STREAMS;

  /** Whether a start is still wanted: meanwhile the room may have been left, or another start asked for. */
  has(start: Start): boolean {
    return this.#waiting.includes(start);
  }

  hasOf(stream: StreamId): boolean {
    return this.#waiting.some((start) => start.stream === stream);
  }

  /** At the end of the line, in the place of an earlier one of this stream. */
  put(start: Start): void {
    this.#waiting = [...this.#othersThan(start.stream), start];
  }

  /** It was carried out. */
  done(start: Start): void {
    this.forget(start.stream);
  }

  forget(stream: StreamId): void {
    this.#waiting = this.#othersThan(stream);
    this.#answer();
  }

  clear(): void {
    this.#waiting = NO_STARTS;
    this.#answer();
  }

  /** The own stream first: a room that was entered meanwhile is shown after it is told that it was. */
  putFirst(stream: StreamId): void {
    const rank = (start: Start) => (start.stream === stream ? 0 : 1);
    this.#waiting = this.#waiting.toSorted((one, other) => rank(one) - rank(other));
  }

  /** The next one. A room that was entered meanwhile is shown after the own stream, which tells that it was. */
  next(own: UserId): Start | undefined {
    const ownWaits = this.hasOf(own);
    return this.#waiting.find(({ stream, from }) => !ownWaits || stream === own || 'position' in from);
  }

  /** A position of this stream was shown, and will be put here, or refused, until this is disposed of. */
  announce(stream: StreamId): Disposable {
    this.#announced = [...this.#announced, stream];
    return {
      [Symbol.dispose]: () => {
        this.#announced = this.#announced.toSpliced(this.#announced.indexOf(stream), 1);
        this.#answer();
      },
    };
  }

  /** Resolves when no position of this stream waits to be told whether it continues. */
  async judged(stream: StreamId): Promise<void> {
    if (!this.#isJudging(stream)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#asking = [...this.#asking, { stream, resolve }];
    await promise;
  }

  #othersThan(stream: StreamId): readonly Start[] {
    return this.#waiting.filter((start) => start.stream !== stream);
  }

  #isJudging(stream: StreamId): boolean {
    const isShown = (start: Start) => start.stream === stream && 'position' in start.from;
    return this.#announced.includes(stream) || this.#waiting.some(isShown);
  }

  #answer(): void {
    const judged = this.#asking.filter(({ stream }) => !this.#isJudging(stream));
    if (judged.length === 0) return;
    this.#asking = this.#asking.filter((asking) => !judged.includes(asking));
    for (const { resolve } of judged) resolve();
  }
}
