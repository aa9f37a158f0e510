import type { RoomCopy } from '@teahouse/client/room-copy';
import type { RoomEvent } from '@teahouse/protocol/events';
import { eventLines } from './event-lines.ts';
import { titleOf } from './names.ts';
import type { Terminal } from './terminal/terminal.ts';
import type { Texts } from './texts/texts.ts';

/** Events shown of a room that is entered, and of its past with each /older. */
export const EVENTS_AT_ONCE = 20;

/** What is printed of a room. */
export type PrintedRoom = Pick<
  RoomCopy,
  'room' | 'name' | 'members' | 'head' | 'messages' | 'timeline' | 'hasOlder'
>;

/** The part of a room's timeline that was printed. */
interface Shown {
  readonly room: PrintedRoom;
  first: number;
  last: number;
}

export interface TranscriptOptions {
  readonly terminal: Terminal;
  readonly texts: Texts;
  /** New events printed in one go. Of more, which came while we were away, the newest. */
  readonly newEventsMax: number;
}

/** Prints a room as it goes on: each event once and in order. */
export class Transcript {
  readonly #options: TranscriptOptions;
  #shown: Shown | null = null;

  constructor(options: TranscriptOptions) {
    this.#options = options;
  }

  /** Whether this is the room that was shown last. */
  isAt(room: PrintedRoom): boolean {
    return this.#shown?.room === room;
  }

  /** Prints what is new in a room, or its end if it was not looked at before. */
  show(room: PrintedRoom): void {
    if (this.#shown && this.isAt(room)) this.#goOn(this.#shown);
    else if (isAtHand(room)) this.#enter(room);
  }

  /** The next look at a room begins with its end. */
  forget(): void {
    this.#shown = null;
  }

  /** Prints what came before. `load` fetches more of what was said before a seq into the room. */
  async older(load: (before: number) => Promise<void>): Promise<void> {
    const shown = this.#shown;
    if (!shown) return;
    const { terminal, texts } = this.#options;
    const before = () => shown.room.timeline.filter(({ seq }) => seq < shown.first);
    if (before().length < EVENTS_AT_ONCE && shown.room.hasOlder) await load(shown.first);
    const older = before().slice(-EVENTS_AT_ONCE);
    if (older.length === 0) return terminal.tell(texts.noOlder);
    shown.first = older[0]?.seq ?? shown.first;
    terminal.print(`${this.#lines(older)}\n${texts.olderEnd}`);
  }

  #enter(room: PrintedRoom): void {
    const { terminal, texts } = this.#options;
    const before = this.#shown?.room;
    if (before?.room === room.room) terminal.tell(texts.wasReset);
    terminal.print(texts.entered(titleOf(room, texts), room.members));
    const events = room.timeline.slice(-EVENTS_AT_ONCE);
    this.#shown = {
      room,
      first: events[0]?.seq ?? room.head + 1,
      last: events.at(-1)?.seq ?? 0,
    };
    if (events.length > 0) terminal.print(this.#lines(events));
  }

  #goOn(shown: Shown): void {
    const { terminal, texts, newEventsMax } = this.#options;
    const news = shown.room.timeline.filter(({ seq }) => seq > shown.last);
    const newest = news.slice(Math.max(0, news.length - newEventsMax));
    const first = newest[0];
    if (!first) return;
    const skipped = first.seq - shown.last - 1;
    if (skipped > 0 && shown.last > 0) {
      terminal.tell(texts.skipped(skipped));
      shown.first = first.seq;
    }
    shown.last = newest.at(-1)?.seq ?? shown.last;
    terminal.print(this.#lines(newest));
  }

  #lines(events: readonly RoomEvent[]): string {
    return events.map((event) => eventLines(event, this.#options.texts)).join('\n');
  }
}

/** A room that was just entered has no members until the event comes that tells how many. */
function isAtHand(room: PrintedRoom): boolean {
  return room.members > 0 && (room.messages.length > 0 || !room.hasOlder);
}
