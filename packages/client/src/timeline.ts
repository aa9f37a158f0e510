import type { Message, RoomEvent } from '@teahouse/protocol/events';
import type { ServerFrame } from '@teahouse/protocol/server-frames';
import { newestOf, oldestOf, runningNumberIn, type Stretch, withNewer, withOlder } from './stretch.ts';

/** The newest events of a room that are kept. When one more comes, the oldest goes; it can be loaded again. */
export const WINDOW_EVENTS = 300;
/**
 * Events shown to a reader who went back. Beyond it the window lets go at the end that is farther from
 * them: with the newest gone it is detached, and what is said goes on in the newest window alone.
 */
export const SHOWN_EVENTS_MAX = 400;
/** Events taken over at a time from the newest window by one that has come up to it. */
const STEP_EVENTS = 50;

type Page = Pick<ServerFrame<'page'>, 'messages' | 'more' | 'head'>;
type OlderPage = Omit<Page, 'head'>;

/** Where a timeline begins: with nothing at hand, or with what was kept of its newest stretch. */
export type TimelineStart = Pick<Stretch, 'from' | 'hasOlder'> & Partial<Stretch>;

/**
 * The part of a room's past that is at hand. The newest events are kept whatever a reader looks at. The
 * window that is shown is those, or a stretch anywhere in the log around the place where the reader is.
 */
export class Timeline {
  #newest: Stretch;
  /** Null while the newest stretch is shown. */
  #reader: Stretch | null = null;
  #isHeld = false;
  #messages: { readonly of: Stretch; readonly messages: readonly Message[] } | null = null;

  constructor({ from, hasOlder, to = from - 1, events = [] }: TimelineStart) {
    this.#newest = { events, from, to, hasOlder };
  }

  /** The newest events, up to the present, whatever is shown. */
  get newest(): Stretch {
    return this.#newest;
  }

  /** The stretch that is shown. */
  get shown(): Stretch {
    return this.#reader ?? this.#newest;
  }

  /** Whether there is something after what is shown. */
  get hasNewer(): boolean {
    return this.shown.to < this.#newest.to;
  }

  /** Messages of what is shown. The same array as long as nothing changes. */
  get messages(): readonly Message[] {
    const of = this.shown;
    if (this.#messages?.of !== of) {
      this.#messages = { of, messages: of.events.filter((event) => event.type === 'message') };
    }
    return this.#messages.messages;
  }

  /** Takes the next live event. */
  push(event: RoomEvent): void {
    if (this.#reader && !this.hasNewer) {
      const longer = withNewer(this.#reader, [event], event.seq);
      const cut = this.#isHeld ? oldestOf : newestOf;
      this.#reader = cut(longer, SHOWN_EVENTS_MAX);
    }
    this.#newest = newestOf(withNewer(this.#newest, [event], event.seq), WINDOW_EVENTS);
  }

  /** Puts the page of history before `before` in front. It is refused if the window has moved since it was asked for. */
  prepend(before: number, page: OlderPage): void {
    if (before !== this.shown.from) return;
    const longer = withOlder(this.shown, page);
    if (this.#reader || longer.events.length > WINDOW_EVENTS) {
      this.#reader = oldestOf(longer, SHOWN_EVENTS_MAX);
    } else {
      this.#newest = longer;
    }
  }

  /** Puts the page of history after `after` behind what is shown, unless the window has moved. */
  append(after: number, { messages, more, head }: Page): void {
    if (!this.#reader || after !== this.#reader.to) return;
    const reached = more ? (messages.at(-1)?.seq ?? after) : head;
    // From where the newest stretch begins, it knows better: it has the notices, too.
    const to = Math.max(after, Math.min(reached, this.#newest.from - 1));
    const newer = messages.filter(({ seq }) => seq > after && seq <= to);
    this.#reader = newestOf(withNewer(this.#reader, newer, to), SHOWN_EVENTS_MAX);
  }

  /** Goes on with the newest stretch, if what is shown has come up to it. False if something between is not at hand. */
  stepOn(): boolean {
    const { from, to, events } = this.#newest;
    if (!this.#reader || this.#reader.to + 1 < from) return false;
    const after = this.#reader.to;
    const rest = events.filter(({ seq }) => seq > after);
    const step = rest.slice(0, STEP_EVENTS);
    const stepTo = step.length < rest.length ? (step.at(-1)?.seq ?? to) : to;
    this.#reader = newestOf(withNewer(this.#reader, step, stepTo), SHOWN_EVENTS_MAX);
    return true;
  }

  /** Shows the place of a seq and holds it, if it is at hand. */
  turnTo(seq: number): boolean {
    const { from, to } = this.shown;
    if (seq < from || seq > to) {
      if (seq < this.#newest.from) return false;
      this.#reader = null;
    }
    this.hold();
    return true;
  }

  /** Shows the surroundings of a seq: the pages of history before and after it. */
  open(seq: number, older: OlderPage, newer: Page): void {
    this.#reader = withOlder({ events: [], from: seq + 1, to: seq, hasOlder: true }, older);
    this.#isHeld = true;
    this.append(seq, newer);
  }

  /** The reader is not at the newest: what comes now shall not push out what they look at. */
  hold(): void {
    this.#reader ??= this.#newest;
    this.#isHeld = true;
  }

  /** Shows the newest again, and lets go of the rest. */
  backToNewest(): void {
    const { from, to, events } = this.#newest;
    const reader = this.#reader;
    if (reader && reader.from < from && reader.to + 1 >= from) {
      const older = reader.events.filter(({ seq }) => seq < from);
      this.#newest = newestOf({ ...reader, events: [...older, ...events], to }, WINDOW_EVENTS);
    }
    this.#reader = null;
    this.#isHeld = false;
  }

  /** The running message number at a seq, or null where this part of the past is not at hand. */
  runningNumber(seq: number): number | null {
    return runningNumberIn(this.shown, seq) ?? runningNumberIn(this.#newest, seq);
  }
}
