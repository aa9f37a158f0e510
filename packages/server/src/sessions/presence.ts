import type { RoomId, UserId } from '@teahouse/protocol/ids';
import { PRESENCE_NAMES_MAX } from '@teahouse/protocol/limits';
import type { Person } from '@teahouse/protocol/server-frames';
import { jsonFrame } from '../fanout/frames.ts';
import type { Clock } from '../runtime/clock.ts';
import type { PresenceBoard, PresenceLook, PresenceWatcher } from './services.ts';

/** Changes of a room's presence are gathered for at least so long. */
const GATHER_MS_MIN = 1_000;
/** And a millisecond longer for each person present, so that a full room does not storm. */
const GATHER_MS_PER_PERSON = 1;

interface Here {
  person: Person;
  connections: number;
}

interface Room {
  readonly here: Map<UserId, Here>;
  readonly watchers: Set<PresenceWatcher>;
  /** Who was here at the last report, as far as it changed since. */
  readonly before: Map<UserId, Person | null>;
}

/** Who is here now, on this node. It does not last and is in no log. */
export class Presence implements PresenceBoard {
  readonly #clock: Clock;
  readonly #rooms = new Map<RoomId, Room>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  enter(room: RoomId, person: Person): void {
    const entry = this.#room(room);
    const here = entry.here.get(person.id);
    if (here) {
      here.connections++;
      return;
    }
    this.#note(room, entry, person.id);
    entry.here.set(person.id, { person, connections: 1 });
  }

  exit(room: RoomId, user: UserId): void {
    const entry = this.#rooms.get(room);
    const here = entry?.here.get(user);
    if (!entry || !here) return;
    if (--here.connections > 0) return;
    this.#note(room, entry, user);
    entry.here.delete(user);
    this.#forgetIfEmpty(room, entry);
  }

  /** A person's new name. */
  rename(room: RoomId, person: Person): void {
    const entry = this.#rooms.get(room);
    const here = entry?.here.get(person.id);
    if (!entry || !here || here.person.name === person.name) return;
    this.#note(room, entry, person.id);
    here.person = person;
  }

  ask(room: RoomId, tell: (look: PresenceLook) => void): void {
    tell(this.look(room));
  }

  /** Who is here; the count alone where there are too many to name. */
  look(room: RoomId): PresenceLook {
    const here = this.#rooms.get(room)?.here ?? new Map<UserId, Here>();
    if (here.size > PRESENCE_NAMES_MAX) return { count: here.size };
    return { count: here.size, here: [...here.values()].map(({ person }) => person) };
  }

  watch(room: RoomId, watcher: PresenceWatcher): void {
    this.#room(room).watchers.add(watcher);
  }

  unwatch(room: RoomId, watcher: PresenceWatcher): void {
    const entry = this.#rooms.get(room);
    entry?.watchers.delete(watcher);
    if (entry) this.#forgetIfEmpty(room, entry);
  }

  #room(room: RoomId): Room {
    const known = this.#rooms.get(room);
    if (known) return known;
    const entry: Room = { here: new Map(), watchers: new Set(), before: new Map() };
    this.#rooms.set(room, entry);
    return entry;
  }

  #forgetIfEmpty(room: RoomId, entry: Room): void {
    if (entry.here.size === 0 && entry.watchers.size === 0) this.#rooms.delete(room);
  }

  /** Remembers how it was before the first change since the last report. */
  #note(room: RoomId, entry: Room, user: UserId): void {
    if (entry.watchers.size === 0) return;
    if (entry.before.size === 0) {
      const gatherMs = GATHER_MS_MIN + entry.here.size * GATHER_MS_PER_PERSON;
      this.#clock.after(gatherMs, () => this.#report(room, entry));
    }
    if (!entry.before.has(user)) entry.before.set(user, entry.here.get(user)?.person ?? null);
  }

  #report(room: RoomId, entry: Room): void {
    const came: Person[] = [];
    const went: UserId[] = [];
    for (const [user, before] of entry.before) {
      const now = entry.here.get(user)?.person;
      if (now && (!before || before.name !== now.name)) came.push(now);
      else if (!now && before) went.push(user);
    }
    entry.before.clear();
    if (came.length + went.length === 0) return;
    const count = entry.here.size;
    const names = Math.max(count, came.length + went.length) > PRESENCE_NAMES_MAX ? {} : { came, went };
    const bytes = jsonFrame({ type: 'presence', room, count, ...names });
    for (const watcher of entry.watchers) watcher.pushPassing(bytes);
  }
}
