import type { UserEvent } from '@teahouse/protocol/events';
import type { Epoch, RoomId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import { isEvent, type Person, type ServerFrame } from '@teahouse/protocol/server-frames';
import { applyToUser, type JoinedRoom, type UserState } from '@teahouse/rules/apply';
import { heard } from '@teahouse/rules/own-room';
import { COPY_FORMAT, type KeptOwn } from './kept-copies.ts';

/**
 * This person's own stream: the name, the rooms, the markers. Every welcome tells all of it as of its
 * head, so it is taken from there anew and never resumed.
 */
export class OwnLog {
  #state: UserState;
  readonly epoch: Epoch;

  private constructor(state: UserState, epoch: Epoch) {
    this.#state = state;
    this.epoch = epoch;
  }

  static fromWelcome({ user, me, rooms }: ServerFrame<'welcome'>): OwnLog {
    const joined = rooms.map((summary): [RoomId, JoinedRoom] => {
      const { room, name, kind } = summary;
      // When it was entered is not told, and nothing here depends on it.
      return [room, { name, kind, joined: 0, ...heard(summary) }];
    });
    const name = user.name === undefined ? {} : { name: user.name };
    return new OwnLog({ user: user.id, ...name, rooms: new Map(joined), seq: me.head, id: me.id }, me.epoch);
  }

  /** As an earlier run has left it: to be read until the next welcome. */
  static fromKept({ state, epoch }: KeptOwn): OwnLog {
    return new OwnLog(state, epoch);
  }

  get kept(): KeptOwn {
    return { format: COPY_FORMAT, epoch: this.epoch, state: this.#state };
  }

  get seq(): number {
    return this.#state.seq;
  }

  /** Where this copy stands. */
  get position(): Position {
    const { seq, id } = this.#state;
    return { epoch: this.epoch, seq, id };
  }

  get person(): Person {
    const { user: id, name } = this.#state;
    return name === undefined ? { id } : { id, name };
  }

  room(room: RoomId): JoinedRoom | undefined {
    return this.#state.rooms.get(room);
  }

  apply(event: UserEvent): void {
    const { seq, id } = event;
    // As with rooms: an event that only a newer client understands.
    this.#state = isEvent(event) ? applyToUser(this.#state, event) : { ...this.#state, seq, id };
  }
}
