import type { UserEvent } from '@teahouse/protocol/events';
import type { Epoch, RoomId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { Person, ServerFrame } from '@teahouse/protocol/server-frames';
import { applyToUser, type JoinedRoom, type UserState } from '@teahouse/rules/apply';

/**
 * This person's own stream: the name, the rooms, the markers. Every welcome tells all of it as of its
 * head, so it is taken from there anew and never resumed.
 */
export class OwnLog {
  #state: UserState;
  readonly epoch: Epoch;

  constructor({ user, me, rooms }: ServerFrame<'welcome'>) {
    const joined = rooms.map(({ room, name, kind, read, read_n: readN }): [RoomId, JoinedRoom] => [
      room,
      // When it was entered is not told, and nothing here depends on it.
      { name, kind, joined: 0, read, readN },
    ]);
    const name = user.name === undefined ? {} : { name: user.name };
    this.#state = { user: user.id, ...name, rooms: new Map(joined), seq: me.head, id: me.id };
    this.epoch = me.epoch;
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
    this.#state = applyToUser(this.#state, event);
  }
}
