import type { Message, RoomEvent } from '@teahouse/protocol/events';
import type { ServerFrame } from '@teahouse/protocol/server-frames';

/** The newest events of a room that are kept. When one more comes, the oldest goes; it can be loaded again. */
export const WINDOW_EVENTS = 500;
/** Events kept when a reader goes far back. There it ends: older ones are not loaded. */
export const LOADED_EVENTS_MAX = 10_000;

/**
 * The part of a room's past that is at hand, up to the present: every message from `from` on, and the
 * notices (who came, went, was renamed) that arrived as events. Pages of history hold messages only.
 */
export class Timeline {
  readonly #events: RoomEvent[] = [];
  #from: number;
  #hasOlder: boolean;
  #eventsMax = WINDOW_EVENTS;
  #shown: { readonly events: readonly RoomEvent[]; readonly messages: readonly Message[] } | null = null;

  constructor({ from, hasOlder }: Pick<Timeline, 'from' | 'hasOlder'>) {
    this.#from = from;
    this.#hasOlder = hasOlder;
  }

  /** No message from this seq on is missing. */
  get from(): number {
    return this.#from;
  }

  /** Whether there is something before `from` that can be loaded. */
  get hasOlder(): boolean {
    return this.#hasOlder && this.#events.length < LOADED_EVENTS_MAX;
  }

  /** Oldest first. The same array as long as nothing changes. */
  get events(): readonly RoomEvent[] {
    return this.#show().events;
  }

  get messages(): readonly Message[] {
    return this.#show().messages;
  }

  push(event: RoomEvent): void {
    this.#events.push(event);
    this.#shown = null;
    this.#cut();
  }

  /** Puts the page of history before `before` in front. It is refused if the window has moved since it was asked for. */
  prepend(before: number, page: Pick<ServerFrame<'page'>, 'messages' | 'more'>): void {
    if (before !== this.#from) return;
    const oldest = page.messages[0];
    this.#hasOlder = page.more && oldest !== undefined;
    this.#from = this.#hasOlder && oldest ? oldest.seq : 1;
    this.#events.unshift(...page.messages);
    this.#shown = null;
    // Who reads the past shall not lose it to the next message that is said.
    if (this.#events.length > this.#eventsMax) this.#eventsMax = this.#events.length + WINDOW_EVENTS;
  }

  /** Lets go of what was loaded beyond the window. */
  forgetOlder(): void {
    this.#eventsMax = WINDOW_EVENTS;
    this.#cut();
  }

  /** The running message number at a seq, or null where this part of the past is not at hand. */
  runningNumber(seq: number): number | null {
    return this.#events.findLast((event) => event.seq <= seq)?.n ?? null;
  }

  #cut(): void {
    const excess = this.#events.length - this.#eventsMax;
    if (excess <= 0) return;
    const last = this.#events.splice(0, excess).at(-1);
    this.#from = (last?.seq ?? 0) + 1;
    this.#hasOlder = true;
    this.#shown = null;
  }

  #show() {
    this.#shown ??= {
      events: [...this.#events],
      messages: this.#events.filter((event) => event.type === 'message'),
    };
    return this.#shown;
  }
}
