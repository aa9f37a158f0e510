import type { RoomId, UserId } from '@teahouse/protocol/ids';
import { PRESENCE_NAMES_MAX } from '@teahouse/protocol/limits';
import type { Person } from '@teahouse/protocol/server-frames';
import { jsonFrame } from '../fanout/frames.ts';
import type { Clock } from '../runtime/clock.ts';
import { Changes, gatherMs, isSame } from './changes.ts';

/** Who is told of changes, where they keep up: an `Outlet`. */
export interface Watcher {
  pushPassing(bytes: Uint8Array): void;
}

/** How many are here, and who, unless there are too many to name. */
export interface Look {
  readonly count: number;
  readonly here?: readonly Person[];
}

/** Whoever tells other nodes of this one. */
export interface Observer {
  /** Somebody is connected here in this room or watches it, and before nobody did. */
  onWanted(room: RoomId): void;
  /** Nobody does any more, and what is known of it from elsewhere is forgotten. */
  onUnwanted(room: RoomId): void;
  /** Before the first connection to this node, after the last, and before a new name. */
  onOwnChange(room: RoomId, user: UserId, before: Person | null): void;
}

interface Here {
  /** As shown: what a connection to this node says comes before what others do. */
  person: Person;
  /** To this node. */
  connections: number;
  /** How other nodes know this person, if they do. */
  elsewhere: Person | null;
}

interface Room {
  readonly here: Map<UserId, Here>;
  readonly watchers: Set<Watcher>;
  /** How many of those who are here are connected to this node. */
  own: number;
  /** At nodes that tell only how many. */
  unnamed: number;
  /** What was not reported yet, if anything. */
  report: { readonly changes: Changes; readonly countBefore: number } | null;
}

/** Who is here now: at this node, and at others as far as they tell. It does not last and is in no log. */
export class Presence {
  readonly #clock: Clock;
  readonly #rooms = new Map<RoomId, Room>();
  #observer: Observer | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** For one observer, before anybody enters. */
  observe(observer: Observer): void {
    this.#observer = observer;
  }

  enter(room: RoomId, person: Person): void {
    const entry = this.#wanted(room);
    const here = entry.here.get(person.id);
    if (here && here.connections > 0) {
      here.connections++;
      return;
    }
    this.#observer?.onOwnChange(room, person.id, null);
    entry.own++;
    this.#show(room, entry, person.id, { person, connections: 1, elsewhere: here?.elsewhere ?? null });
  }

  exit(room: RoomId, user: UserId): void {
    const entry = this.#rooms.get(room);
    const here = entry?.here.get(user);
    if (!entry || !here || here.connections === 0) return;
    if (here.connections > 1) {
      here.connections--;
      return;
    }
    this.#observer?.onOwnChange(room, user, here.person);
    entry.own--;
    const { elsewhere } = here;
    this.#show(room, entry, user, elsewhere && { person: elsewhere, connections: 0, elsewhere });
    this.#forgetIfUnwanted(room, entry);
  }

  /** A person's new name. */
  rename(room: RoomId, person: Person): void {
    const entry = this.#rooms.get(room);
    const here = entry?.here.get(person.id);
    if (!entry || !here || here.connections === 0 || isSame(here.person, person)) return;
    this.#observer?.onOwnChange(room, person.id, here.person);
    this.#show(room, entry, person.id, { ...here, person });
  }

  /** For whoever asks as if it were in another thread. */
  ask(room: RoomId, tell: (look: Look) => void): void {
    tell(this.look(room));
  }

  /** Who is here; the count alone where there are too many to name. */
  look(room: RoomId): Look {
    const entry = this.#rooms.get(room);
    if (!entry) return { count: 0, here: [] };
    const count = countOf(entry);
    return count > PRESENCE_NAMES_MAX ? { count } : { count, here: peopleOf(entry) };
  }

  watch(room: RoomId, watcher: Watcher): void {
    this.#wanted(room).watchers.add(watcher);
  }

  unwatch(room: RoomId, watcher: Watcher): void {
    const entry = this.#rooms.get(room);
    if (entry?.watchers.delete(watcher)) this.#forgetIfUnwanted(room, entry);
  }

  /** How many are connected to this node. */
  ownCount(room: RoomId): number {
    return this.#rooms.get(room)?.own ?? 0;
  }

  /** Who is connected to this node. */
  own(room: RoomId): Look {
    const entry = this.#rooms.get(room);
    if (!entry) return { count: 0, here: [] };
    const count = entry.own;
    if (count > PRESENCE_NAMES_MAX) return { count };
    return { count, here: [...entry.here.values()].filter(isOwn).map(({ person }) => person) };
  }

  /** How somebody who is connected to this node is called. */
  ownPerson(room: RoomId, user: UserId): Person | null {
    const here = this.#rooms.get(room)?.here.get(user);
    return here && isOwn(here) ? here.person : null;
  }

  /** How other nodes know somebody, or null if none does. Where nobody wants to know it is forgotten. */
  setElsewhere(room: RoomId, user: UserId, elsewhere: Person | null): void {
    const entry = this.#rooms.get(room);
    if (!entry) return;
    const here = entry.here.get(user);
    if (here && isOwn(here)) here.elsewhere = elsewhere;
    else this.#show(room, entry, user, elsewhere && { person: elsewhere, connections: 0, elsewhere });
  }

  /** How many are at nodes that do not say who. */
  setUnnamed(room: RoomId, count: number): void {
    const entry = this.#rooms.get(room);
    if (!entry || entry.unnamed === count) return;
    this.#gather(room, entry);
    entry.unnamed = count;
  }

  #wanted(room: RoomId): Room {
    const known = this.#rooms.get(room);
    if (known) return known;
    const entry: Room = { here: new Map(), watchers: new Set(), own: 0, unnamed: 0, report: null };
    this.#rooms.set(room, entry);
    this.#observer?.onWanted(room);
    return entry;
  }

  #forgetIfUnwanted(room: RoomId, entry: Room): void {
    if (entry.own > 0 || entry.watchers.size > 0) return;
    this.#rooms.delete(room);
    this.#observer?.onUnwanted(room);
  }

  /** From now on somebody is shown so, or not at all. */
  #show(room: RoomId, entry: Room, user: UserId, now: Here | null): void {
    const before = entry.here.get(user)?.person ?? null;
    if (!isSame(before, now?.person ?? null)) this.#gather(room, entry)?.note(user, before);
    if (now) entry.here.set(user, now);
    else entry.here.delete(user);
  }

  /** What is not reported yet, before it changes further; nothing where nobody wants to be told. */
  #gather(room: RoomId, entry: Room): Changes | undefined {
    if (entry.watchers.size === 0) return undefined;
    if (!entry.report) {
      const countBefore = countOf(entry);
      entry.report = { changes: new Changes(), countBefore };
      this.#clock.after(gatherMs(countBefore), () => this.#report(room, entry));
    }
    return entry.report.changes;
  }

  #report(room: RoomId, entry: Room): void {
    const { report } = entry;
    entry.report = null;
    if (!report || entry.watchers.size === 0) return;
    const changes = report.changes.take((user) => entry.here.get(user)?.person ?? null);
    const count = countOf(entry);
    if (changes.came.length + changes.went.length === 0 && count === report.countBefore) return;
    const bytes = jsonFrame({
      type: 'presence',
      room,
      count,
      ...namesOf(entry, changes, report.countBefore),
    });
    for (const watcher of entry.watchers) watcher.pushPassing(bytes);
  }
}

function namesOf(entry: Room, changes: { came: Person[]; went: UserId[] }, countBefore: number): object {
  const namedMax = Math.max(countOf(entry), changes.came.length + changes.went.length);
  if (namedMax > PRESENCE_NAMES_MAX) return {};
  // Whoever was told the count alone knows nobody.
  return countBefore > PRESENCE_NAMES_MAX ? { came: peopleOf(entry), went: [] } : changes;
}

function countOf(entry: Room): number {
  return entry.here.size + entry.unnamed;
}

function peopleOf(entry: Room): Person[] {
  return [...entry.here.values()].map(({ person }) => person);
}

function isOwn({ connections }: Here): boolean {
  return connections > 0;
}
