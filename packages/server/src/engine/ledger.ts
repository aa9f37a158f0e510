import type { StreamEvent } from '@teahouse/protocol/events';
import { isUserEvent } from '@teahouse/protocol/events';
import type { RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Facts, Membership, Need, RoomFacts, StreamFacts, UserFacts } from '@teahouse/rules/facts';
import {
  isMembershipChange,
  type MembershipChange,
  membershipAfter,
} from '@teahouse/rules/membership-change';
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
  readonly #mentionsAfter = new Map<string, number>();
  /** Mentions of this batch, by room and person. */
  readonly #mentionsHere = new Map<string, number>();

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

  /** Whatever can be read was there before the batch, and the mentions of the batch come after it. */
  mentionsAfter(room: RoomId, user: UserId, seq: number): number {
    const before = this.#mentionsAfter.get(`${room} ${user} ${seq}`) ?? 0;
    return before + (this.#mentionsHere.get(`${room} ${user}`) ?? 0);
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
        case 'mentions_after':
          this.#mentionsAfter.set(`${need.room} ${need.user} ${need.seq}`, value as number);
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
    if (isMembershipChange(change)) return this.#changeMembership(change);
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
      case 'file':
      case 'message':
        break;
    }
  }

  #changeMembership(change: MembershipChange): void {
    const { row, room, user } = change;
    const key = `${room} ${user}`;
    const after = membershipAfter(this.#memberships.get(key), change);
    if (after) this.#memberships.set(key, after);
    else this.#memberships.delete(key);
    const rooms = this.roomsOf(user);
    if (row === 'member') this.#roomsOf.set(user, [...rooms, room]);
    if (row === 'mention') this.#mentionsHere.set(key, (this.#mentionsHere.get(key) ?? 0) + 1);
    if (row !== 'no_member') return;
    this.#roomsOf.set(
      user,
      rooms.filter((one) => one !== room),
    );
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
    case 'mentions_after':
      return `mentions ${need.room} ${need.user} ${need.seq}`;
  }
}
