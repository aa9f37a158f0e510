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

type Shown = Pick<Feed, 'stream' | 'head' | 'noticeHead'>;

interface Deps {
  readonly archive: Pick<Archive, 'heads'>;
  /** What is shown on this node now. */
  readonly feeds: () => readonly Shown[];
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
  /** What is to be caught up, each up to a head; and what is being. */
  readonly #behind = new Map<Shown, number>();
  readonly #reading = new Set<Shown>();
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

  /**
   * The next look waits for this one, so that a slow store is not asked ever more; but not for what it found to be
   * read, which takes long when many come back, and is no sign that the store is lost.
   */
  async #look(): Promise<void> {
    const { archive, feeds, clock } = this.#deps;
    const shown = feeds();
    const askedMs = clock.monotonicMs();
    const heads = await archive.heads(shown.map(({ stream }) => stream));
    this.#asOfMs = askedMs;
    for (const feed of shown) {
      const head = heads.get(feed.stream) ?? 0;
      if (head > feed.head.seq && !this.#reading.has(feed)) this.#behind.set(feed, head);
    }
    while (this.#reading.size < REPAIRS_AT_ONCE_MAX && this.#behind.size > 0) this.#catchUpNext();
  }

  /** One feed after another, until there is none that is behind. */
  #catchUpNext(): void {
    const [next] = this.#behind;
    if (!next || this.#isStopped) return;
    const [feed, head] = next;
    this.#behind.delete(feed);
    this.#reading.add(feed);
    feed
      .noticeHead(head)
      .catch(this.#deps.onTrouble)
      .finally(() => {
        this.#reading.delete(feed);
        this.#catchUpNext();
      });
  }
}
