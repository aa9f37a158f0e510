import type { Chat } from '@teahouse/client/chat';
import type { RoomCopy } from '@teahouse/client/room-copy';
import type { Arrangement } from '@teahouse/protocol/arrangement';
import type { RoomEvent } from '@teahouse/protocol/events';
import type { RoomId } from '@teahouse/protocol/ids';
import type { UserState } from '@teahouse/rules/apply';
import type { Evidence } from './evidence.ts';
import { foldOwn } from './welcome.ts';

/** What was seen of one copy of a room. */
interface Seen {
  timeline: readonly RoomEvent[];
  /** Events from here on come one after another. */
  nextLive: number;
}

/** Looks at a chat after every change: what it shows is a piece of the log, and in the end all of it. */
export class ChatMonitor {
  readonly #evidence: Evidence;
  readonly #name: string;
  readonly #chat: Chat;
  readonly #seen = new WeakMap<RoomCopy, Seen>();

  constructor(evidence: Evidence, name: string, chat: Chat) {
    this.#evidence = evidence;
    this.#name = name;
    this.#chat = chat;
  }

  look(): void {
    for (const [room, copy] of this.#chat.rooms) {
      const seen = this.#seen.get(copy) ?? { timeline: [], nextLive: copy.head + 1 };
      this.#seen.set(copy, seen);
      if (copy.timeline === seen.timeline) continue;
      this.#lookAtShown(room, seen, copy);
      seen.timeline = copy.timeline;
    }
  }

  /** What is not yet as it is on disk. */
  unfinished(): string | null {
    const state = this.#truth();
    if (!state) return 'it has no name yet';
    if (this.#chat.me?.name !== state.name) return `it is called ${this.#chat.me?.name}`;
    const here = [...this.#chat.rooms.keys()].sort().join();
    if (here !== [...state.rooms.keys()].sort().join()) return `it shows the rooms ${here}`;
    for (const [room, copy] of this.#chat.rooms) {
      const head = this.#evidence.records.stream(room).length;
      if (copy.head !== head) return `it has ${copy.head} of ${head} events of ${room}`;
      const own = state.rooms.get(room);
      if (copy.read !== own?.read) return `its marker in ${room} is not told`;
      if (copy.mentions !== own.mentions) return `it counts ${copy.mentions} mentions in ${room}`;
      if (!isArrangedAs(copy, own)) return `${room} is not arranged`;
      if (copy.pending.some((entry) => entry.state === 'pending')) return `${room} has pending messages`;
      if (copy.messages.length === 0 && copy.hasOlder) return `${room} has not been loaded`;
    }
    return null;
  }

  /** At rest: everything is as a fresh look would be (SYNC-4). */
  check(): void {
    const state = this.#truth();
    for (const [room, copy] of this.#chat.rooms) this.#checkRoom(room, copy, state);
  }

  #truth(): UserState | null {
    const { records } = this.#evidence;
    const user = this.#chat.me?.id;
    return user === undefined ? null : foldOwn(records, user, records.stream(user).length);
  }

  #checkRoom(room: RoomId, copy: RoomCopy, state: UserState | null): void {
    const { records } = this.#evidence;
    const last = records.last(room);
    const unread = (last?.n ?? 0) - (state?.rooms.get(room)?.readN ?? 0);
    this.#demand(
      copy.unread === unread,
      'SYNC-4',
      () => `counts ${copy.unread} unread in ${room}, not ${unread}`,
    );
    this.#demandMentions(room, copy);
    this.#demand(copy.members === last?.members, 'SYNC-4', () => `counts ${copy.members} members in ${room}`);
    const joined = state?.rooms.get(room);
    this.#demand(joined?.name === copy.name && joined.kind === copy.kind, 'SYNC-4', () => `misnames ${room}`);
    for (const event of copy.timeline) {
      const text = records.at(room, event.seq)?.text;
      this.#demand(
        text === JSON.stringify(event),
        'SYNC-3',
        () => `shows as ${room} ${event.seq} not ${text}`,
      );
    }
    this.#demandWhole(room, copy.timeline);
    const shown = copy.messages.at(-1)?.n ?? 0;
    this.#demand(shown === last?.n, 'SYNC-1', () => `shows messages up to ${shown} of ${last?.n} in ${room}`);
  }

  #lookAtShown(room: RoomId, seen: Seen, { timeline, hasNewer, head }: RoomCopy): void {
    this.#demandWhole(room, timeline);
    // Somewhere in the past there is nothing live to be seen. Back from there, it goes on with what comes then.
    if (hasNewer) seen.nextLive = head + 1;
    else this.#lookAtNew(room, seen, timeline);
  }

  #lookAtNew(room: RoomId, seen: Seen, timeline: readonly RoomEvent[]): void {
    const before = seen.timeline.at(-1)?.seq ?? 0;
    for (const event of timeline.slice(timeline.findLastIndex(({ seq }) => seq <= before) + 1)) {
      const isStored = this.#evidence.records.byText(JSON.stringify(event)) !== undefined;
      this.#demand(
        isStored,
        'LOG-4',
        () => `shows in ${room} what never was on disk: ${JSON.stringify(event)}`,
      );
      if (event.seq < seen.nextLive) continue;
      this.#demand(
        event.seq === seen.nextLive,
        'SYNC-3',
        () => `shows ${room} ${event.seq}, not ${seen.nextLive}`,
      );
      seen.nextLive = event.seq + 1;
    }
  }

  /** In order, and no message left out. */
  #demandWhole(room: RoomId, timeline: readonly RoomEvent[]): void {
    for (const [index, event] of timeline.entries()) {
      const before = timeline[index - 1];
      const n = before && before.n + (event.type === 'message' ? 1 : 0);
      const isNext = !before || (event.seq > before.seq && event.n === n);
      this.#demand(isNext, 'SYNC-3', () => `shows ${room} ${event.seq} after ${before?.seq}`);
    }
  }

  /** Counted anew from the room's own log: what others meant for this person and is after the marker. */
  #demandMentions(room: RoomId, copy: RoomCopy): void {
    const user = this.#chat.me?.id;
    const behind = this.#evidence.records.stream(room).slice(copy.read);
    const meant = behind.filter(
      ({ event }) =>
        event.type === 'message' && event.by !== user && event.mentions?.some((one) => one === user),
    );
    const what = () => `counts ${copy.mentions} mentions in ${room}, not ${meant.length}`;
    this.#demand(copy.mentions === meant.length, 'SYNC-4', what);
  }

  #demand(holds: boolean, promise: string, what: () => string): void {
    this.#evidence.findings.demand(holds, promise, () => `${this.#name} ${what()}`);
  }
}

function isArrangedAs(one: Arrangement, other: Arrangement): boolean {
  return one.pinned === other.pinned && one.notify === other.notify && one.place === other.place;
}
