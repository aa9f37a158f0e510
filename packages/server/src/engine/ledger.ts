import type { StreamEvent } from '@teahouse/protocol/events';
import { isUserEvent } from '@teahouse/protocol/events';
import type { RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Facts, Membership, Need, RoomFacts, StreamFacts, UserFacts } from '@teahouse/rules/facts';
import type { Change } from '@teahouse/rules/project';
import type { LoadedFacts } from '../storage/log.ts';

/**
 * The facts of one batch: what was loaded, brought up to date by each event as it is decided, so that
 * the next command of the batch sees it. It lives no longer than the transaction.
 */
export class Ledger implements Facts {
  readonly #asked = new Set<string>();
  readonly #users = new Map<UserId, UserFacts>();
  readonly #rooms = new Map<RoomId, RoomFacts>();
  readonly #memberships = new Map<string, Membership>();
  readonly #roomsOf = new Map<UserId, readonly RoomId[]>();
  readonly #runningNumbers = new Map<string, number>();

  user(user: UserId): UserFacts | undefined {
    return this.#users.get(user);
  }

  room(room: RoomId): RoomFacts | undefined {
    return this.#rooms.get(room);
  }

  membership(room: RoomId, user: UserId): Membership | undefined {
    return this.#memberships.get(`${room} ${user}`);
  }

  roomsOf(user: UserId): readonly RoomId[] {
    return this.#roomsOf.get(user) ?? [];
  }

  runningNumber(room: RoomId, seq: number): number | undefined {
    return this.#runningNumbers.get(`${room} ${seq}`);
  }

  /** Where a stream stands; undefined if it was not asked for, or does not exist yet. */
  stream(stream: StreamId): StreamFacts | undefined {
    return this.#rooms.get(stream as RoomId) ?? this.#users.get(stream as UserId);
  }

  /** Those needs that were not asked for before, each once. */
  unasked(needs: readonly Need[]): Need[] {
    return needs.filter((need) => {
      const key = keyOf(need);
      if (this.#asked.has(key)) return false;
      this.#asked.add(key);
      return true;
    });
  }

  learn(facts: LoadedFacts): void {
    for (const { need, value } of facts) {
      if (value === undefined) continue;
      switch (need.fact) {
        case 'user':
          this.#users.set(need.user, value as UserFacts);
          break;
        case 'room':
          this.#rooms.set(need.room, value as RoomFacts);
          break;
        case 'membership':
          this.#memberships.set(`${need.room} ${need.user}`, value as Membership);
          break;
        case 'rooms_of':
          this.#roomsOf.set(need.user, value as readonly RoomId[]);
          break;
        case 'running_number':
          this.#runningNumbers.set(`${need.room} ${need.seq}`, value as number);
          break;
      }
    }
  }

  /** Takes a decided event into account: its stream's head, and what it changes. */
  record(event: StreamEvent, changes: readonly Change[]): void {
    const { seq: head, id } = event;
    if (isUserEvent(event)) {
      this.#users.set(event.user, { ...this.#users.get(event.user), head, id });
    } else {
      const room = this.#rooms.get(event.room) ?? { name: '', kind: 'open', members: 0 };
      this.#rooms.set(event.room, { ...room, head, id, n: event.n });
    }
    for (const change of changes) this.#change(change);
  }

  #change(change: Change): void {
    switch (change.row) {
      case 'user': {
        const user = this.#users.get(change.user) ?? { head: 0, id: '' };
        this.#users.set(change.user, change.name === undefined ? user : { ...user, name: change.name });
        break;
      }
      case 'room':
        this.#updateRoom(change.room, { name: change.name, kind: change.kind });
        break;
      case 'members':
        this.#updateRoom(change.room, { members: change.members });
        break;
      case 'member':
        this.#memberships.set(`${change.room} ${change.user}`, change.is);
        this.#roomsOf.set(change.user, [...this.roomsOf(change.user), change.room]);
        break;
      case 'no_member':
        this.#memberships.delete(`${change.room} ${change.user}`);
        this.#roomsOf.set(
          change.user,
          this.roomsOf(change.user).filter((room) => room !== change.room),
        );
        break;
      case 'marker': {
        const key = `${change.room} ${change.user}`;
        const membership = this.#memberships.get(key);
        if (membership) this.#memberships.set(key, { ...membership, read: change.read, readN: change.readN });
        break;
      }
      case 'message':
        break;
    }
  }

  #updateRoom(room: RoomId, changed: Partial<RoomFacts>): void {
    const known = this.#rooms.get(room);
    if (known) this.#rooms.set(room, { ...known, ...changed });
  }
}

function keyOf(need: Need): string {
  switch (need.fact) {
    case 'user':
      return need.user;
    case 'room':
      return need.room;
    case 'membership':
      return `${need.room} ${need.user}`;
    case 'rooms_of':
      return `rooms ${need.user}`;
    case 'running_number':
      return `number ${need.room} ${need.seq}`;
  }
}
