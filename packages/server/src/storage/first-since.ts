import type { StreamEvent } from '@teahouse/protocol/events';

/** What is needed of a log to find a time in it. */
interface Log {
  readonly head: number;
  /** The event with a seq from 1 to `head`. */
  eventAt(seq: number): { readonly bytes: Uint8Array } | undefined;
}

/**
 * The seq of the first event at or after a time, by halving; one past the head if there is none. Where the
 * clock went back between events there are several such places, and this is one of them.
 */
export function firstSince({ head, eventAt }: Log, at: number): number {
  let below = 0;
  let found = head + 1;
  while (found - below > 1) {
    const middle = Math.floor((below + found) / 2);
    if (timeOf(eventAt(middle)) < at) below = middle;
    else found = middle;
  }
  return found;
}

function timeOf(event: { readonly bytes: Uint8Array } | undefined): number {
  return event ? (JSON.parse(Buffer.from(event.bytes).toString()) as StreamEvent).at : 0;
}
