import { isUserEvent, type Message, type RoomEvent, type StreamEvent } from '@teahouse/protocol/events';
import type { RoomId } from '@teahouse/protocol/ids';
import { History } from './history.ts';
import type { Parts } from './parts.ts';
import { RoomCopy } from './room-copy.ts';
import type { RoomLog } from './room-log.ts';
import { Sync, type SyncListener } from './sync.ts';

/** How long a room that was entered may take to be told by its events. */
const ARRIVAL_MS_MAX = 10_000;

/** The rooms as a screen sees them, and what an event means for everything that is not in the log. */
export class Copies implements SyncListener {
  readonly sync: Sync;
  readonly history: History;
  readonly #parts: Parts;
  readonly #retreat: () => void;
  readonly #rooms = new Map<RoomId, RoomCopy>();

  /** `retreat` gives the connection up for a new one. */
  constructor(parts: Parts, retreat: () => void) {
    this.#parts = parts;
    this.#retreat = retreat;
    this.sync = new Sync(parts.requests, parts.newId, this);
    this.history = new History(parts.requests, parts.newId, (message) => this.#seen(message));
  }

  get rooms(): ReadonlyMap<RoomId, RoomCopy> {
    return this.#rooms;
  }

  /**
   * Resolves once this person is seen to be in the room: an answer may come before the event. A room that was
   * left meanwhile on another device never arrives, and is not waited for any longer than that.
   */
  async arrival(room: RoomId): Promise<void> {
    let isLate = false;
    const timer = this.#parts.clock.setTimer(ARRIVAL_MS_MAX, () => {
      isLate = true;
      this.#parts.changes.notify();
    });
    while (!this.#rooms.has(room) && !isLate) await this.#parts.changes.next();
    timer[Symbol.dispose]();
  }

  opened(log: RoomLog): void {
    const { room } = log.state;
    const { outbox, presence, markers, typing } = this.#parts;
    const membership = () => this.sync.own?.room(room);
    this.#rooms.set(room, new RoomCopy(log, { outbox, presence, markers, typing, membership }));
    this.#parts.liveMessages.begins(room, log);
    outbox.resendAfter(room, log.state.seq);
    this.loadNewest(log);
  }

  closed(room: RoomId): void {
    this.#rooms.delete(room);
    this.#parts.liveMessages.fellBehind(room);
    this.#parts.presence.forget(room);
    this.#parts.markers.forget(room);
    this.#parts.typing.forget(room);
    this.#parts.changes.notify();
  }

  applied(event: StreamEvent): void {
    if (event.type === 'message') this.#seen(event);
    if (!isUserEvent(event)) this.#followed(event);
    if (event.type === 'name_changed' && this.sync.own) this.#parts.guest.renamed(this.sync.own.person);
    this.#parts.changes.notify();
  }

  wasReset(room: RoomId): void {
    this.#parts.markers.forget(room);
    this.#parts.outbox.resend(room);
    this.#parts.liveMessages.fellBehind(room);
  }

  needsWelcome(): void {
    this.#retreat();
  }

  loadNewest(log: RoomLog): void {
    void this.history.loadNewest(log).then(() => this.#parts.changes.notify());
  }

  /** Changes what is shown of a room, and tells that it has changed. */
  async turn(room: RoomId, work: (log: RoomLog, history: History) => Promise<void> | void): Promise<void> {
    const log = this.sync.logs.get(room);
    if (!log) return;
    await work(log, this.history);
    this.#parts.changes.notify();
  }

  #followed(event: RoomEvent): void {
    const log = this.sync.logs.get(event.room);
    if (log) this.#parts.liveMessages.applied(event, log);
  }

  /** A message of this person in the log is as good as the answer to its command. */
  #seen({ room, by, id, seq }: Message): void {
    this.#parts.typing.said(room, by);
    if (by !== this.sync.own?.person.id) return;
    this.#parts.requests.answer({ type: 'ok', id, seq });
    this.#parts.outbox.acknowledge(id, seq);
  }
}
