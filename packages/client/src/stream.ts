import type { StreamEvent } from '@teahouse/protocol/events';
import type { Epoch } from '@teahouse/protocol/ids';
import type { ServerFrame } from '@teahouse/protocol/server-frames';
import { place } from '@teahouse/rules/apply';
import { codeOf } from './chat-error.ts';

/** Events kept aside while those before them are fetched. Further ones are dropped, and fetched in their turn. */
export const HELD_EVENTS_MAX = 500;

/** A copy of a log, as far as following it needs to know. */
export interface StreamCopy {
  readonly seq: number;
  /** Takes the event with the next seq. `epoch` is the one told on the connection it came on. */
  apply(event: StreamEvent, epoch: Epoch): void;
  /** There is an event of this number. */
  expect(head: number): void;
}

/** What following asks the server for. Both reject with a ChatError. */
export interface StreamSource {
  eventsAfter(seq: number): Promise<ServerFrame<'events'>>;
  /** From the copy's position on. */
  subscribe(): Promise<void>;
}

/**
 * Follows one log on one connection: each event is applied once and in order (SYNC-3), and what is missing is
 * fetched, whether a frame was lost or the copy is a year old.
 */
export class Stream implements Disposable {
  readonly #copy: StreamCopy;
  readonly #source: StreamSource;
  readonly #held = new Map<number, StreamEvent>();
  #epoch: Epoch;
  #state: 'following' | 'fetching' | 'ended' = 'following';
  /** Fetching goes on until this seq is reached. */
  #goal = 0;
  /** Whether nothing of the stream comes by itself, until it is subscribed to. */
  #isDetached = false;

  constructor(copy: StreamCopy, epoch: Epoch, source: StreamSource) {
    this.#copy = copy;
    this.#epoch = epoch;
    this.#source = source;
  }

  receive(event: StreamEvent): void {
    if (this.#state === 'ended') return;
    this.#copy.expect(event.seq);
    if (place(this.#copy.seq, event.seq) === 'hole') {
      if (this.#held.size < HELD_EVENTS_MAX) this.#held.set(event.seq, event);
      this.reach(event.seq);
    } else {
      this.#apply(event);
    }
  }

  /** There is an event of this number, and it should have come by now. */
  reach(head: number): void {
    this.#copy.expect(head);
    this.#goal = Math.max(this.#goal, head);
    this.#fetch();
  }

  /** Nothing comes by itself: the stream is subscribed to from where the copy stands. */
  subscribe(): void {
    this.#isDetached = true;
    this.#fetch();
  }

  /** The server does not push what is missing: it is fetched, and then the stream is subscribed to. */
  catchUp(head: number): void {
    this.#isDetached = true;
    this.reach(head);
  }

  /** The connection is gone, or the copy is. */
  [Symbol.dispose](): void {
    this.#state = 'ended';
    this.#held.clear();
  }

  #apply(event: StreamEvent): void {
    let next: StreamEvent | undefined = event;
    while (next && place(this.#copy.seq, next.seq) === 'next') {
      this.#held.delete(next.seq);
      this.#copy.apply(next, this.#epoch);
      next = this.#held.get(this.#copy.seq + 1);
    }
  }

  get #isMissing(): boolean {
    return this.#copy.seq < this.#goal;
  }

  #fetch(): void {
    if (this.#state !== 'following' || !(this.#isMissing || this.#isDetached)) return;
    this.#state = 'fetching';
    void this.#fetchAll();
  }

  async #fetchAll(): Promise<void> {
    try {
      while (this.#state === 'fetching' && (this.#isMissing || this.#isDetached)) await this.#fetchSome();
    } catch (error) {
      // Refused, or the connection is gone. The next hole, heartbeat or connection begins again.
      codeOf(error);
      this.#goal = 0;
    }
    if (this.#state === 'fetching') this.#state = 'following';
  }

  async #fetchSome(): Promise<void> {
    if (this.#isMissing) {
      const after = this.#copy.seq;
      const page = await this.#source.eventsAfter(after);
      return this.#take(after, page);
    }
    this.#isDetached = false;
    await this.#source.subscribe();
  }

  #take(after: number, { epoch, events, head }: ServerFrame<'events'>): void {
    if (this.#state === 'ended') return;
    this.#epoch = epoch;
    this.#copy.expect(head);
    for (const event of events) this.#apply(event);
    // A head that the log itself does not know was a mistake, not to be asked for over and over.
    if ((events.at(-1)?.seq ?? 0) <= after) this.#goal = 0;
    else if (this.#isDetached) this.#goal = Math.max(this.#goal, head);
  }
}
