import { type Arrangement, type Notify, UNARRANGED } from '@teahouse/protocol/arrangement';
import type { Message, RoomEvent, RoomKind } from '@teahouse/protocol/events';
import type { RoomId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { JoinedRoom } from '@teahouse/rules/apply';
import type { Outbox, OutboxEntry } from './outbox.ts';
import type { Presence, RoomPresence } from './presence.ts';
import type { ReadMarkers } from './read-markers.ts';
import type { RoomLog } from './room-log.ts';
import type { Typing } from './typing.ts';

export type { RoomPresence } from './presence.ts';

/** What a room is put together from. */
interface RoomParts {
  readonly outbox: Outbox;
  readonly presence: Presence;
  readonly markers: ReadMarkers;
  readonly typing: Typing;
  membership(room: RoomId): JoinedRoom | undefined;
}

/** A room as a screen shows it, always as of now. `messages` and `timeline` stay the same arrays until they change. */
export class RoomCopy {
  readonly #log: RoomLog;
  readonly #parts: RoomParts;

  constructor(log: RoomLog, parts: RoomParts) {
    this.#log = log;
    this.#parts = parts;
  }

  get room(): RoomId {
    return this.#log.state.room;
  }

  get name(): string {
    return this.#log.state.name;
  }

  get kind(): RoomKind {
    return this.#log.state.kind;
  }

  get members(): number {
    return this.#log.state.members;
  }

  /** Messages after this person's marker, counting those that are still on their way here. */
  get unread(): number {
    const known = this.#parts.membership(this.room)?.readN ?? 0;
    const here = this.#parts.markers.of(this.room)?.n ?? 0;
    return Math.max(0, this.#log.messagesSaid - Math.max(known, here));
  }

  /** Seq of the last event this person has read. */
  get read(): number {
    const known = this.#parts.membership(this.room)?.read ?? 0;
    return Math.max(known, this.#parts.markers.of(this.room)?.seq ?? 0);
  }

  /** Unread messages that mention this person. A marker moved here counts at once where nothing is after it. */
  get mentions(): number {
    const known = this.#parts.membership(this.room);
    const here = this.#parts.markers.of(this.room)?.seq ?? 0;
    const isAllRead = here > (known?.read ?? 0) && here >= this.#log.head;
    return isAllRead ? 0 : (known?.mentions ?? 0);
  }

  get pinned(): boolean {
    return this.#arrangement.pinned;
  }

  /** Which of its messages this person wants to be told about. */
  get notify(): Notify {
    return this.#arrangement.notify;
  }

  /** Rooms put somewhere by hand are in the order of this number. */
  get place(): number | null {
    return this.#arrangement.place;
  }

  /** Seq of the last event the room is known to have. */
  get head(): number {
    return this.#log.head;
  }

  /** The messages that are shown, oldest first: the newest, or those around the place that was looked at. */
  get messages(): readonly Message[] {
    return this.#log.timeline.messages;
  }

  /** The same with notices between them: who came, went, took another name. */
  get timeline(): readonly RoomEvent[] {
    return this.#log.timeline.shown.events;
  }

  /** This person's messages that are not in the timeline yet, in the order they will be. */
  get pending(): readonly OutboxEntry[] {
    return this.#parts.outbox.pending(this.room, this.#log.seq);
  }

  get hasOlder(): boolean {
    return this.#log.timeline.shown.hasOlder;
  }

  /** Whether there are newer messages than those that are shown. */
  get hasNewer(): boolean {
    return this.#log.timeline.hasNewer;
  }

  /** The last message said, whatever is shown; null if there is none at hand. */
  get latest(): Message | null {
    return this.#log.timeline.newest.events.findLast((event) => event.type === 'message') ?? null;
  }

  get typing(): readonly Person[] {
    return this.#parts.typing.of(this.room);
  }

  /** Null until `watchPresence` was answered. */
  get presence(): RoomPresence | null {
    return this.#parts.presence.of(this.room);
  }

  get #arrangement(): Arrangement {
    return this.#parts.membership(this.room) ?? UNARRANGED;
  }
}
