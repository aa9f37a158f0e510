import { deflated, deflatedAside } from './deflated.ts';

/**
 * What may wait in our memory for one socket that does not take more. Beyond it the live events among
 * it are dropped, and the session is caught up when the socket has drained (FAN-1).
 */
export const OUTLET_BYTES_MAX = 1_048_576;

/** Items that are together no larger are copied into one: a write of several buffers costs more than the copy. */
const JOINED_BYTES_MAX = 16_384;

/** The part of a socket that an outlet writes to. `write` returns false once its buffer is full. */
export interface ByteSink {
  write(bytes: Uint8Array): boolean;
  cork(): void;
  uncork(): void;
  once(event: 'drain', listener: () => void): unknown;
}

/** Where live frames come from; a lagging outlet remembers, for each, the first seq it did not send. */
export interface Source {
  readonly stream: string;
}

interface Item {
  readonly bytes: Uint8Array;
  /** The stream these frames belong to, or null for an answer, which is never dropped. */
  readonly source: Source | null;
  readonly firstSeq: number;
}

/** Puts outlets that have something to send on the list of the next flush. */
export interface Outbound {
  enlist(outlet: Outlet): void;
}

type Flow =
  | { readonly state: 'flowing' }
  | { readonly state: 'blocked'; readonly sinceMs: number }
  /** Live events were dropped; for each stream the first seq that was. */
  | { readonly state: 'lagging'; readonly sinceMs: number; readonly missing: Map<Source, number> }
  | { readonly state: 'closed' };

/** The session an outlet belongs to. It is the session itself rather than callbacks, of which each client would need its own. */
export interface OutletOwner {
  readonly sink: ByteSink;
  readonly outbound: Outbound;
  /** Whether the client has agreed to compressed frames. */
  readonly takesDeflated: boolean;
  monotonicMs(): number;
  /** A lagging socket takes bytes again: catch it up from these seqs. */
  onRecovered(missing: ReadonlyMap<Source, number>): void;
  /** The socket takes more again after it was full, so that reading from it may go on. */
  onDrained(): void;
}

/** The items of all outlets that have none. */
const NONE: Item[] = [];
const FLOWING: Flow = { state: 'flowing' };
const CLOSED: Flow = { state: 'closed' };

/**
 * The way out to one socket. What is pushed in a tick leaves in one write. Frames are shared between
 * outlets, so a queue costs references until the socket itself takes them.
 */
export class Outlet {
  readonly #owner: OutletOwner;
  #flow: Flow = FLOWING;
  #items: Item[] = NONE;
  #queuedBytes = 0;
  #enlisted = false;

  constructor(owner: OutletOwner) {
    this.#owner = owner;
  }

  /** Since when the socket has taken nothing, or null if it takes what comes. */
  get stuckSinceMs(): number | null {
    return this.#flow.state === 'blocked' || this.#flow.state === 'lagging' ? this.#flow.sinceMs : null;
  }

  get takesDeflated(): boolean {
    return this.#owner.takesDeflated;
  }

  get isFlowing(): boolean {
    return this.#flow.state === 'flowing';
  }

  /** One frame, an answer to this client: it is kept whatever happens. Few can wait, as a client that does not read is not read. */
  push(answer: Buffer): void {
    if (this.#flow.state === 'closed') return;
    const bytes = this.#owner.takesDeflated ? deflated(answer) : answer;
    this.#add({ bytes, source: null, firstSeq: 0 });
  }

  /** The same for an answer that may be too large to be compressed in passing. */
  async pushPage(answer: Buffer): Promise<void> {
    this.push(this.#owner.takesDeflated ? await deflatedAside(answer) : answer);
  }

  /** Live events of a stream, whole frames beginning with seq `firstSeq`. */
  pushLive(bytes: Uint8Array, source: Source, firstSeq: number): void {
    if (this.#flow.state === 'lagging') {
      if (!this.#flow.missing.has(source)) this.#flow.missing.set(source, firstSeq);
      return;
    }
    this.#add({ bytes, source, firstSeq });
  }

  /** Something that is only worth sending now: dropped without trace if the socket is not keeping up. */
  pushPassing(bytes: Uint8Array): void {
    if (this.isFlowing) this.#add({ bytes, source: null, firstSeq: 0 });
  }

  /**
   * A stream is no longer this client's business, and nobody could catch it up: what it still has waiting
   * is kept as if it were an answer, and what was dropped stays dropped.
   */
  forget(source: Source): void {
    this.#items = this.#items.map((item) => (item.source === source ? { ...item, source: null } : item));
    if (this.#flow.state === 'lagging') this.#flow.missing.delete(source);
  }

  /** Writes everything pushed since the last time, in one go. */
  flush(): void {
    this.#enlisted = false;
    if (this.#flow.state !== 'flowing' || this.#items.length === 0) return;
    const items = this.#items;
    this.#items = NONE;
    const takesMore = this.#write(items);
    this.#queuedBytes = 0;
    if (takesMore) return;
    this.#flow = { state: 'blocked', sinceMs: this.#owner.monotonicMs() };
    this.#owner.sink.once('drain', () => this.#drained());
  }

  close(): void {
    this.#flow = CLOSED;
    this.#items = NONE;
  }

  #add(item: Item): void {
    if (this.#flow.state === 'closed') return;
    // Most have one item a tick: an array made with it has no room to spare.
    if (this.#items === NONE) this.#items = [item];
    else this.#items.push(item);
    this.#queuedBytes += item.bytes.length;
    if (this.#flow.state === 'flowing') {
      if (this.#enlisted) return;
      this.#enlisted = true;
      this.#owner.outbound.enlist(this);
    } else if (this.#queuedBytes > OUTLET_BYTES_MAX && this.#flow.state === 'blocked') {
      this.#dropLive(this.#flow.sinceMs);
    }
  }

  #write(items: readonly Item[]): boolean {
    const { sink } = this.#owner;
    const [first] = items;
    if (first && items.length === 1) return sink.write(first.bytes);
    if (this.#queuedBytes <= JOINED_BYTES_MAX)
      return sink.write(Buffer.concat(items.map(({ bytes }) => bytes)));
    sink.cork();
    let takesMore = true;
    for (const { bytes } of items) takesMore = sink.write(bytes);
    sink.uncork();
    return takesMore;
  }

  #dropLive(sinceMs: number): void {
    const missing = new Map<Source, number>();
    for (const { source, firstSeq } of this.#items) {
      if (source && !missing.has(source)) missing.set(source, firstSeq);
    }
    this.#items = this.#items.filter(({ source }) => source === null);
    this.#queuedBytes = this.#items.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#flow = { state: 'lagging', sinceMs, missing };
  }

  #drained(): void {
    const flow = this.#flow;
    if (flow.state === 'closed') return;
    this.#flow = FLOWING;
    this.flush();
    if (flow.state === 'lagging') this.#owner.onRecovered(flow.missing);
    if (this.isFlowing) this.#owner.onDrained();
  }
}
