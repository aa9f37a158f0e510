import type { Clock } from '../runtime/clock.ts';
import type { Archive } from '../storage/archive.ts';
import type { Feed } from './feed.ts';

/** About so often the store is asked how far it is. It is what a lost hint costs at most. */
export const LOOK_EVERY_MS = 1_000;
/** So much of that is chance, so that nodes do not ask all at once. */
const JITTER_SHARE = 0.2;
/** A node that could not ask for so long does not know what it misses: clients are better off elsewhere (R15). */
export const STALE_AFTER_MS = 5_000;
/** Feeds that are caught up at once. After the bus was away all may need it, and the store has others to answer too. */
export const REPAIRS_AT_ONCE_MAX = 8;

interface Deps {
  readonly archive: Pick<Archive, 'heads'>;
  /** What is shown on this node now. */
  readonly feeds: () => readonly Pick<Feed, 'stream' | 'head' | 'noticeHead'>[];
  readonly clock: Clock;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** The store could not be asked, or a feed not be caught up. The next look tries again. */
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Compares what this node shows with the store, whatever the bus does: even a last event that was lost on its way,
 * with none after it to show the gap, is shown about a second later (BUS-1).
 */
export class HeadsWatch implements Disposable {
  readonly #deps: Deps;
  #timer: Disposable;
  #asOfMs: number;
  #isStopped = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#asOfMs = deps.clock.monotonicMs();
    this.#timer = this.#later();
  }

  /** When the store was last asked with success: all that was committed before then is shown, or being read. */
  get asOfMs(): number {
    return this.#asOfMs;
  }

  get isStale(): boolean {
    return this.#deps.clock.monotonicMs() - this.#asOfMs > STALE_AFTER_MS;
  }

  [Symbol.dispose](): void {
    this.#isStopped = true;
    this.#timer[Symbol.dispose]();
  }

  #later(): Disposable {
    const { clock, random, onTrouble } = this.#deps;
    const delayMs = LOOK_EVERY_MS * (1 - JITTER_SHARE * random());
    return clock.after(delayMs, () => {
      this.#look()
        .catch(onTrouble)
        .finally(() => {
          if (!this.#isStopped) this.#timer = this.#later();
        });
    });
  }

  /** The next look waits for this one, so that a slow store is not asked ever more. */
  async #look(): Promise<void> {
    const { archive, feeds, clock } = this.#deps;
    const shown = feeds();
    const askedMs = clock.monotonicMs();
    const heads = await archive.heads(shown.map(({ stream }) => stream));
    this.#asOfMs = askedMs;
    const behind = shown.filter(({ stream, head }) => (heads.get(stream) ?? 0) > head.seq).values();
    const catchUp = async () => {
      for (const feed of behind) await this.#catchUp(feed, heads.get(feed.stream) ?? 0);
    };
    await Promise.all(Array.from({ length: REPAIRS_AT_ONCE_MAX }, catchUp));
  }

  async #catchUp(feed: Pick<Feed, 'noticeHead'>, head: number): Promise<void> {
    try {
      await feed.noticeHead(head);
    } catch (error) {
      this.#deps.onTrouble(error);
    }
  }
}
