import type { StreamId } from '@teahouse/protocol/ids';
import type { Head } from '@teahouse/protocol/server-frames';
import type { Bus } from '../bus/bus.ts';
import type { Archive } from '../storage/archive.ts';
import { Feed } from './feed.ts';
import type { FlushCycle } from './flush-cycle.ts';

/** How many sweeps a feed that nobody watches is kept, so that those who come back find its ring. */
const SWEEPS_KEPT = 2;

interface Deps {
  readonly archive: Archive;
  readonly bus: Pick<Bus, 'subscribe' | 'pass'>;
  readonly cycle: FlushCycle;
  readonly era: number;
  /** What another gateway passed of a stream that is shown here. */
  readonly onPassing: (feed: Feed, word: Uint8Array) => void;
  readonly onTrouble: (error: unknown) => void;
}

interface Entry {
  readonly feed: Feed;
  readonly ready: Promise<Feed>;
  readonly subscription: Disposable;
  hasBegun: boolean;
  idleSweeps: number;
}

/** The streams that this node shows live: one feed each, opened when first asked for. */
export class Feeds {
  readonly #deps: Deps;
  readonly #entries = new Map<StreamId, Entry>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get count(): number {
    return this.#entries.size;
  }

  /** Those that have begun, watched or not. The others are reading their heads just now. */
  get begun(): readonly Feed[] {
    return [...this.#entries.values()].filter(({ hasBegun }) => hasBegun).map(({ feed }) => feed);
  }

  /**
   * The feed of a stream, ready to be attached to. It listens before the head is read, so that nothing
   * falls in between. `readHead` is for a caller who reads the head anyway.
   */
  open(
    stream: StreamId,
    readHead: () => Promise<Pick<Head, 'head' | 'id'>> = () => this.#deps.archive.head(stream),
  ): Promise<Feed> {
    const entry = this.#entries.get(stream) ?? this.#start(stream, readHead);
    entry.idleSweeps = 0;
    return entry.ready;
  }

  /** Tells other gateways something of a stream that does not last: see `Bus.pass`. */
  pass(stream: StreamId, word: Uint8Array): void {
    this.#deps.bus.pass(stream, word);
  }

  /** Closes feeds that nobody has watched for a while. */
  sweep(): void {
    for (const [stream, entry] of this.#entries) {
      if (!entry.feed.isIdle) entry.idleSweeps = 0;
      else if (++entry.idleSweeps > SWEEPS_KEPT) this.#stop(stream, entry);
    }
  }

  #start(stream: StreamId, readHead: () => Promise<Pick<Head, 'head' | 'id'>>): Entry {
    const feed = new Feed(stream, this.#deps);
    const subscription = this.#deps.bus.subscribe(stream, {
      onEvent: feed.take,
      onHead: (seq) => {
        feed.noticeHead(seq).catch(this.#deps.onTrouble);
      },
      onPassing: (word) => this.#deps.onPassing(feed, word),
    });
    const ready = readHead()
      .then((head) => feed.start(head))
      .then(() => feed);
    const entry = { feed, subscription, ready, hasBegun: false, idleSweeps: 0 };
    this.#entries.set(stream, entry);
    ready.then(
      () => {
        entry.hasBegun = true;
      },
      () => this.#stop(stream, entry),
    );
    return entry;
  }

  #stop(stream: StreamId, entry: Entry): void {
    entry.subscription[Symbol.dispose]();
    if (this.#entries.get(stream) === entry) this.#entries.delete(stream);
  }
}
