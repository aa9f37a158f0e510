import type { RoomEvent, UserEvent } from '@teahouse/protocol/events';
import type { Epoch } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import { isEvent, type RoomSummary } from '@teahouse/protocol/server-frames';
import { applyToRoom, type RoomState } from '@teahouse/rules/apply';
import { COPY_FORMAT, KEPT_EVENTS_MAX, type KeptRoom } from './kept-copies.ts';
import { newestOf } from './stretch.ts';
import { Timeline } from './timeline.ts';

/** This client's copy of a room's log: what it has made of the events, and the newest of them. */
export class RoomLog {
  readonly timeline: Timeline;
  #state: RoomState;
  #epoch: Epoch;
  /** The last event known to exist, and the number of messages by then, as far as that was told. */
  #head: number;
  #headN: number;

  private constructor(state: RoomState, epoch: Epoch, timeline?: Timeline) {
    this.#state = state;
    this.#epoch = epoch;
    this.#head = state.seq;
    this.#headN = state.n;
    this.timeline = timeline ?? new Timeline({ from: state.seq + 1, hasOlder: state.n > 0 });
  }

  /** A room as a welcome tells it: live from its head, with all of its messages still to be loaded. */
  static fromSummary(summary: RoomSummary): RoomLog {
    const { room, name, kind, members, n, head: seq, id, epoch } = summary;
    return new RoomLog({ room, name, kind, members, n, seq, id }, epoch);
  }

  /** A room just entered: live from the event that made this person a member. */
  static fromEntrance(entrance: UserEvent<'room_joined'>, epoch: Epoch): RoomLog {
    const { room, name, kind, read_n: n, joined } = entrance;
    return new RoomLog({ room, name, kind, members: 0, n, seq: joined - 1, id: '' }, epoch);
  }

  /** A room as an earlier run has left it. */
  static fromKept({ state, epoch, newest }: KeptRoom): RoomLog {
    return new RoomLog(state, epoch, new Timeline(newest));
  }

  get state(): RoomState {
    return this.#state;
  }

  get seq(): number {
    return this.#state.seq;
  }

  get head(): number {
    return this.#head;
  }

  /** Messages ever said, counting those that are still on their way here. */
  get messagesSaid(): number {
    return this.#headN;
  }

  /** Where this copy stands, or null before it has applied the event it was entered with: it can be made anew. */
  get position(): Position | null {
    const { seq, id } = this.#state;
    return seq > 0 && id === '' ? null : { epoch: this.#epoch, seq, id };
  }

  /** This copy for a later run, or null while it has no position. */
  get kept(): KeptRoom | null {
    if (this.position === null) return null;
    const newest = newestOf(this.timeline.newest, KEPT_EVENTS_MAX);
    return { format: COPY_FORMAT, epoch: this.#epoch, state: this.#state, newest };
  }

  /** There is an event of this number. */
  expect(head: number): void {
    this.#head = Math.max(this.#head, head);
  }

  /** The room as a welcome tells it. What was expected before may have been taken back by a restored backup. */
  welcomed({ head, n }: RoomSummary): void {
    this.#head = Math.max(this.#state.seq, head);
    this.#headN = Math.max(this.#state.n, n);
  }

  /** Takes the next event. `epoch` is the one told on the connection that it came on. */
  apply(event: RoomEvent, epoch: Epoch): void {
    const { seq, id, n } = event;
    // What a newer server says beyond what is known here means nothing, but has its place in the log.
    this.#state = isEvent(event) ? applyToRoom(this.#state, event) : { ...this.#state, seq, id, n };
    this.#epoch = epoch;
    this.#head = Math.max(this.#head, seq);
    this.#headN = Math.max(this.#headN, n);
    if (isEvent(event)) this.timeline.push(event);
  }

  runningNumber(seq: number): number | null {
    return seq >= this.#state.seq ? this.#state.n : this.timeline.runningNumber(seq);
  }
}
