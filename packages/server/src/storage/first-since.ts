import type { StreamEvent } from '@teahouse/protocol/events';

type Stored = { readonly bytes: Uint8Array } | undefined;

/** What is needed of a log to find a time in it. */
interface Log {
  readonly head: number;
  /** The event with a seq from 1 to `head`. */
  eventAt(seq: number): Stored;
}

/**
 * The seq of the first event at or after a time, by halving; one past the head if there is none. Where the
 * clock went back between events there are several such places, and this is one of them.
 */
export function firstSince({ head, eventAt }: Log, at: number): number {
  const looking = lookForFirstSince(head, at);
  let look = looking.next();
  while (!look.done) look = looking.next(eventAt(look.value));
  return look.value;
}

/** The same for a log that answers later: asks for the event with a seq, again and again, until it knows. */
export function* lookForFirstSince(head: number, at: number): Generator<number, number, Stored> {
  let below = 0;
  let found = head + 1;
  while (found - below > 1) {
    const middle = Math.floor((below + found) / 2);
    if (timeOf(yield middle) < at) below = middle;
    else found = middle;
  }
  return found;
}

function timeOf(event: Stored): number {
  return event ? (JSON.parse(Buffer.from(event.bytes).toString()) as StreamEvent).at : 0;
}
