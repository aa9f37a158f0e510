import { isUserEvent, type StreamEvent, type UserEvent } from '@teahouse/protocol/events';
import type { CommandId, Epoch, RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import { PAGE_EVENTS_MAX } from '@teahouse/protocol/limits';
import type { Position } from '@teahouse/protocol/position';
import type { RoomSummary, ServerFrame } from '@teahouse/protocol/server-frames';
import type { KeptCopies } from './kept-copies.ts';
import { OwnLog } from './own-log.ts';
import type { Requests } from './requests.ts';
import { RoomLog } from './room-log.ts';
import { Stream, type StreamCopy } from './stream.ts';
import { Turns } from './turns.ts';

/** Positions shown with hello, so that it stays well below the frame limit. The rest are subscribed to one by one. */
export const RESUME_BYTES_MAX = 48_000;
/** Streams that fetch at a time. The others wait, so that coming back to 500 rooms is no flood. */
const FETCHES_AT_ONCE = 4;

/** What comes of following the logs. */
export interface SyncListener {
  /** A copy begins: the room is new here, was entered, or its log is another one now. */
  opened(log: RoomLog): void;
  closed(room: RoomId): void;
  applied(event: StreamEvent): void;
  /** The room's log was taken back to an earlier state. What this person said lately may be missing from it. */
  wasReset(room: RoomId): void;
  /** A copy was forgotten, and only a new welcome can tell the room. */
  needsWelcome(): void;
}

/** Every log this person may read, followed from one connection to the next (docs/protocol.md sections 3 to 5). */
export class Sync {
  readonly #requests: Requests;
  readonly #newId: () => CommandId;
  readonly #listener: SyncListener;
  readonly #logs = new Map<RoomId, RoomLog>();
  readonly #streams = new Map<StreamId, Stream>();
  readonly #fetches = new Turns(FETCHES_AT_ONCE);
  /** Streams whose position was shown on this connection and not answered yet: their room as the welcome tells it. */
  readonly #shown = new Map<StreamId, RoomSummary>();
  #own: OwnLog | null = null;

  constructor(requests: Requests, newId: () => CommandId, listener: SyncListener) {
    this.#requests = requests;
    this.#newId = newId;
    this.#listener = listener;
  }

  get logs(): ReadonlyMap<RoomId, RoomLog> {
    return this.#logs;
  }

  get own(): OwnLog | null {
    return this.#own;
  }

  /** Events that exist and are not here yet. */
  get missing(): number {
    let missing = 0;
    for (const log of this.#logs.values()) missing += log.head - log.seq;
    return missing;
  }

  /** The positions for hello: as many as fit. */
  positions(): Readonly<Record<StreamId, Position>> {
    const positions: Record<string, Position> = {};
    let sizeBytes = 0;
    for (const [room, { position }] of this.#logs) {
      if (position === null) continue;
      sizeBytes += JSON.stringify(position).length + room.length + 4;
      if (sizeBytes > RESUME_BYTES_MAX) break;
      positions[room] = position;
    }
    return positions;
  }

  /** Before the first connection: takes up the copies of an earlier run. */
  restore({ own, rooms }: KeptCopies): void {
    this.#own = OwnLog.fromKept(own);
    for (const kept of rooms) {
      const log = RoomLog.fromKept(kept);
      this.#logs.set(kept.state.room, log);
      this.#listener.opened(log);
    }
  }

  /** A new connection. `resumed` are the positions that its hello showed. */
  welcomed(welcome: ServerFrame<'welcome'>, resumed: Readonly<Record<StreamId, Position>>): void {
    this.#own = OwnLog.fromWelcome(welcome);
    this.#followOwn(this.#own, welcome.user.id);
    const rooms = new Set(welcome.rooms.map(({ room }) => room));
    for (const room of [...this.#logs.keys()]) if (!rooms.has(room)) this.#close(room);
    for (const summary of welcome.rooms) {
      const stream = this.#resume(summary);
      if (!(summary.room in resumed)) stream?.subscribe();
    }
  }

  disconnected(): void {
    for (const stream of this.#streams.values()) stream[Symbol.dispose]();
    this.#streams.clear();
    this.#shown.clear();
  }

  event(event: StreamEvent): void {
    this.#streams.get(isUserEvent(event) ? event.user : event.room)?.receive(event);
  }

  behind({ room, head }: ServerFrame<'behind'>): void {
    this.#shown.delete(room);
    this.#streams.get(room)?.catchUp(head);
  }

  heartbeat({ heads }: ServerFrame<'heartbeat'>): void {
    for (const [stream, head] of Object.entries(heads)) this.#streams.get(stream as StreamId)?.reach(head);
  }

  /** Rule 12: forget the copy. The welcome of this connection tells the new one, unless it was told too long ago. */
  reset({ room: stream, head }: ServerFrame<'reset'>): void {
    if (!this.#streams.has(stream)) return;
    const summary = this.#shown.get(stream);
    const room = stream as RoomId;
    if (!this.#logs.delete(room) || !summary) return this.#listener.needsWelcome();
    this.#open(RoomLog.fromSummary(summary), summary.epoch).reach(head);
    this.#listener.wasReset(room);
  }

  /** Forgets every copy. */
  clear(): void {
    this.disconnected();
    for (const room of [...this.#logs.keys()]) this.#close(room);
    this.#own = null;
  }

  /** Goes on with the copy there is. Without one, or one without a position, the room is live from its head. */
  #resume(summary: RoomSummary): Stream | null {
    const log = this.#logs.get(summary.room);
    if (!log?.position) {
      this.#open(RoomLog.fromSummary(summary), summary.epoch);
      return null;
    }
    log.welcomed(summary);
    this.#shown.set(summary.room, summary);
    return this.#followRoom(log, summary.epoch);
  }

  #open(log: RoomLog, epoch: Epoch): Stream {
    this.#logs.set(log.state.room, log);
    const stream = this.#followRoom(log, epoch);
    this.#listener.opened(log);
    return stream;
  }

  #close(room: RoomId): void {
    this.#streams.get(room)?.[Symbol.dispose]();
    this.#streams.delete(room);
    this.#shown.delete(room);
    if (this.#logs.delete(room)) this.#listener.closed(room);
  }

  #followRoom(log: RoomLog, epoch: Epoch): Stream {
    const { room } = log.state;
    const copy: StreamCopy = {
      get seq() {
        return log.seq;
      },
      expect: (head) => log.expect(head),
      apply: (event, toldEpoch) => {
        if (isUserEvent(event)) return;
        log.apply(event, toldEpoch);
        this.#shown.delete(room);
        this.#listener.applied(event);
      },
    };
    return this.#follow(room, copy, epoch, () => log.position);
  }

  #followOwn(own: OwnLog, user: UserId): void {
    const copy: StreamCopy = {
      get seq() {
        return own.seq;
      },
      expect: () => {},
      apply: (event) => {
        if (!isUserEvent(event)) return;
        own.apply(event);
        this.#obey(event, own.epoch);
        this.#listener.applied(event);
      },
    };
    this.#follow(user, copy, own.epoch, () => own.position);
  }

  #obey(event: UserEvent, epoch: Epoch): void {
    if (event.type === 'room_joined' && !this.#logs.has(event.room)) {
      this.#open(RoomLog.fromEntrance(event, epoch), epoch);
    }
    if (event.type === 'room_left') this.#close(event.room);
  }

  #follow(name: StreamId, copy: StreamCopy, epoch: Epoch, position: () => Position | null): Stream {
    const stream = new Stream(copy, epoch, {
      eventsAfter: (after) =>
        this.#fetches.take(() =>
          this.#requests.ask({
            type: 'events',
            id: this.#newId(),
            room: name,
            after,
            limit: PAGE_EVENTS_MAX,
          }),
        ),
      subscribe: async () => {
        const from = position();
        const start = from === null ? {} : { position: from };
        await this.#fetches.take(() =>
          this.#requests.ask({ type: 'subscribe', id: this.#newId(), room: name, ...start }),
        );
      },
    });
    this.#streams.get(name)?.[Symbol.dispose]();
    this.#streams.set(name, stream);
    return stream;
  }
}
