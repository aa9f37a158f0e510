import { PAGE_BYTES_MAX, PAGE_MESSAGES_MAX } from '@teahouse/protocol/limits';
import type { MessagesPage, MessagesQuery } from '../archive.ts';
import { firstSince } from '../first-since.ts';
import { joinedJson } from '../joined-json.ts';
import { fitting, goesOn, seqWithin } from '../page-cut.ts';
import type { DatabaseSync } from './database.ts';
import { Query } from './query.ts';
import type { StreamEnd } from './stream-ends.ts';

/** Messages a page may be made of, by their running numbers. */
interface Window {
  readonly first: number;
  readonly last: number;
}

interface MessageRow {
  readonly bytes: Uint8Array;
}

/**
 * Messages of a room, found by their running number: event `n` counts the messages up to it, so the
 * message with number k is the first event whose `n` is k. However many people come and go between two
 * messages, finding one takes a few looks, and a message needs no second row.
 */
export class MessagePages {
  readonly #number: Query<{ n: number }, [number, number]>;
  readonly #bytes: Query<MessageRow, [number, number]>;

  constructor(database: DatabaseSync) {
    this.#number = new Query(database, 'SELECT n FROM events WHERE key = (? << 32) + ?');
    this.#bytes = new Query(database, 'SELECT bytes FROM events WHERE key = (? << 32) + ?');
  }

  page(room: StreamEnd, query: MessagesQuery): MessagesPage {
    const window = this.#window(room, query);
    const isForward = goesOn(query);
    const seqs = this.#seqsOf(room, cut(window, isForward, query.limit));
    const rows = this.#read(room, isForward ? seqs : seqs.reverse());
    const messages = fitting(rows, { count: seqs.length, sizeBytes: PAGE_BYTES_MAX, atLeast: 1 });
    const more = messages.length < window.last - window.first + 1;
    return { head: room.head, more, json: joinedJson(isForward ? messages : messages.reverse()) };
  }

  *#read({ no }: StreamEnd, seqs: readonly number[]): Iterable<MessageRow> {
    for (const seq of seqs) {
      const row = this.#bytes.get(no, seq);
      if (row) yield row;
    }
  }

  #window(room: StreamEnd, { before, after, at }: MessagesQuery): Window {
    const first = Math.max(this.#numberAfter(room, after), this.#numberSince(room, at));
    const last = before === undefined ? room.n : this.#numberAt(room, seqWithin(room.head, before - 1));
    return { first, last };
  }

  #numberAfter(room: StreamEnd, after: number | undefined): number {
    return after === undefined ? 1 : this.#numberAt(room, seqWithin(room.head, after)) + 1;
  }

  #numberSince(room: StreamEnd, at: number | undefined): number {
    if (at === undefined) return 1;
    const { no, head } = room;
    const found = firstSince({ head, eventAt: (seq) => this.#bytes.get(no, seq) }, at);
    return this.#numberAt(room, found - 1) + 1;
  }

  #numberAt({ no }: StreamEnd, seq: number): number {
    return this.#number.get(no, seq)?.n ?? 0;
  }

  #seqsOf(room: StreamEnd, { first, last }: Window): number[] {
    const seqs: number[] = [];
    for (let number = first; number <= last; number++) {
      // No message stands before the place of its own number, nor before the message it follows.
      seqs.push(this.#seqOf(room, number, Math.max(number, (seqs.at(-1) ?? 0) + 1)));
    }
    return seqs;
  }

  /** The first event from `from` on whose running number is this: in steps that double, then halving between. */
  #seqOf(room: StreamEnd, number: number, from: number): number {
    let below = from - 1;
    let at = from;
    while (at < room.head && this.#numberAt(room, at) < number) {
      const step = (at - below) * 2;
      below = at;
      at = Math.min(at + step, room.head);
    }
    while (at - below > 1) {
      const middle = Math.floor((below + at) / 2);
      if (this.#numberAt(room, middle) < number) below = middle;
      else at = middle;
    }
    return at;
  }
}

/** The end of the window that a page begins at: the first messages going forward, else the last. */
function cut({ first, last }: Window, isForward: boolean, limit: number): Window {
  const count = Math.max(0, Math.min(limit, PAGE_MESSAGES_MAX));
  return isForward
    ? { first, last: Math.min(last, first + count - 1) }
    : { first: Math.max(first, last - count + 1), last };
}
