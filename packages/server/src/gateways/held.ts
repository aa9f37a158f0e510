import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Watcher } from '../presence/presence.ts';
import type { House } from './house.ts';

type Places = Pick<House, 'presence' | 'admission'>;

/** What one gateway's connections hold in the house, kept so that all of it can be let go if the gateway dies. */
export class Held implements Disposable {
  readonly #house: Places;
  readonly #present = new Map<RoomId, Map<UserId, number>>();
  readonly #watching = new Map<RoomId, Watcher>();
  readonly #admitted = new Map<string, number>();

  constructor(house: Places) {
    this.#house = house;
  }

  /** The house's own admission is of this thread, and answers at once. */
  admit(address: string): boolean {
    const isAdmitted = this.#house.admission.enter(address) === true;
    if (isAdmitted) change(this.#admitted, address, 1);
    return isAdmitted;
  }

  goes(address: string): void {
    if (change(this.#admitted, address, -1)) this.#house.admission.leave(address);
  }

  enter(room: RoomId, person: Person): void {
    const users = this.#present.get(room) ?? new Map<UserId, number>();
    this.#present.set(room, users);
    change(users, person.id, 1);
    this.#house.presence.enter(room, person);
  }

  exit(room: RoomId, user: UserId): void {
    const users = this.#present.get(room);
    if (!users || !change(users, user, -1)) return;
    if (users.size === 0) this.#present.delete(room);
    this.#house.presence.exit(room, user);
  }

  watch(room: RoomId, report: (bytes: Uint8Array) => void): void {
    if (this.#watching.has(room)) return;
    const watcher = { pushPassing: report };
    this.#watching.set(room, watcher);
    this.#house.presence.watch(room, watcher);
  }

  unwatch(room: RoomId): void {
    const watcher = this.#watching.get(room);
    if (!watcher) return;
    this.#watching.delete(room);
    this.#house.presence.unwatch(room, watcher);
  }

  [Symbol.dispose](): void {
    for (const room of this.#watching.keys()) this.unwatch(room);
    for (const [room, users] of this.#present)
      for (const [user, count] of users) for (let left = count; left > 0; left--) this.exit(room, user);
    for (const [address, count] of this.#admitted)
      for (let left = count; left > 0; left--) this.goes(address);
  }
}

/** Counts by one up or down; false if there was nothing to count down. */
function change<Key>(counts: Map<Key, number>, key: Key, by: 1 | -1): boolean {
  const count = (counts.get(key) ?? 0) + by;
  if (count < 0) return false;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
  return true;
}
