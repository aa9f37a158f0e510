import { isUserEvent, type StreamEvent } from '@teahouse/protocol/events';
import {
  type CommandId,
  type Epoch,
  isUserStream,
  type RoomId,
  type StreamId,
  type UserId,
} from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { OpenRoom, Person } from '@teahouse/protocol/server-frames';
import { applyToRoom, applyToUser, type RoomState, type UserState } from '@teahouse/rules/apply';
import type { Command } from '@teahouse/rules/command';
import { decide } from '@teahouse/rules/decide';
import type { Draft } from '@teahouse/rules/decision';
import type { Facts } from '@teahouse/rules/facts';

export type Outcome =
  | { readonly ok: true; readonly seq?: number; readonly room?: RoomId }
  | { readonly ok: false; readonly code: string };

/** A stream, and beside each event the life of the store that it was written in. */
interface Stored {
  readonly events: StreamEvent[];
  readonly eras: number[];
}

/** A store in a few lines: the real rules over arrays. What was folded is folded again from the events. */
export class FakeStore {
  era = 1;
  #streams = new Map<StreamId, Stored>();
  #rooms = new Map<RoomId, RoomState>();
  #users = new Map<UserId, UserState>();
  #done = new Map<string, Outcome>();
  /** Called with every event in the order of the commit. */
  onEvent: (event: StreamEvent) => void = () => {};

  constructor() {
    this.commit({ type: 'open_lobby', id: 'c_lobby' as CommandId, author: 'u_aaaaaaaaaaaaaaaa' as UserId });
  }

  get epoch(): Epoch {
    return `store-${this.era}` as Epoch;
  }

  events(stream: StreamId): readonly StreamEvent[] {
    return this.#streams.get(stream)?.events ?? [];
  }

  room(room: RoomId): RoomState {
    return (
      this.#rooms.get(room) ?? { room, name: '', kind: 'open', members: 0, n: 0, seq: 0, id: '' as const }
    );
  }

  user(user: UserId): UserState {
    return this.#users.get(user) ?? { user, rooms: new Map(), seq: 0, id: '' as const };
  }

  get openRooms(): readonly OpenRoom[] {
    return [...this.#rooms.values()]
      .filter(({ kind }) => kind === 'open')
      .map(({ room, name, members, n }) => ({ room, name, members, n }));
  }

  members(room: RoomId): readonly Person[] {
    return [...this.#users.values()]
      .filter(({ rooms }) => rooms.has(room))
      .map(({ user: id, name }) => (name === undefined ? { id } : { id, name }));
  }

  commit(command: Command): Outcome {
    const key = `${command.author} ${command.id}`;
    const first = this.#done.get(key);
    if (first) return first;
    const decision = decide(this.#facts(), command);
    if (!decision.ok) return decision;
    const events = decision.events.map((draft) => this.#append(draft, command.id));
    const seq = events[0] ? { seq: events[0].seq } : {};
    const room = command.type === 'create_room' ? { room: command.room } : {};
    const outcome: Outcome = { ok: true, ...seq, ...room };
    this.#done.set(key, outcome);
    for (const event of events) this.onEvent(event);
    return outcome;
  }

  /** Whether a position is in this log: the event is there, and was written in the position's life or before. */
  continues(stream: StreamId, { epoch, seq, id }: Position): boolean {
    const era = Number(epoch.split('-')[1]);
    const stored = this.#streams.get(stream);
    return seq === 0 || (stored?.events[seq - 1]?.id === id && (stored.eras[seq - 1] ?? era + 1) <= era);
  }

  /** A backup. Restoring it begins a new era. */
  backup(): () => void {
    const kept = new Map(
      [...this.#streams].map(([stream, { events, eras }]) => [
        stream,
        { events: [...events], eras: [...eras] },
      ]),
    );
    const done = new Map(this.#done);
    return () => {
      this.era++;
      this.#streams = kept;
      this.#done = done;
      this.#rooms = new Map();
      this.#users = new Map();
      for (const { events } of kept.values()) for (const event of events) this.#fold(event);
    };
  }

  #append(draft: Draft, id: CommandId): StreamEvent {
    const stream: StreamId = 'user' in draft ? draft.user : draft.room;
    const stored = this.#streams.get(stream) ?? { events: [], eras: [] };
    const said = isUserStream(stream) ? 0 : this.room(stream).n + (draft.type === 'message' ? 1 : 0);
    const event = {
      ...draft,
      seq: stored.events.length + 1,
      n: said,
      id,
      at: stored.events.length,
    } as StreamEvent;
    stored.events.push(event);
    stored.eras.push(this.era);
    this.#streams.set(stream, stored);
    this.#fold(event);
    return event;
  }

  #fold(event: StreamEvent): void {
    if (isUserEvent(event)) this.#users.set(event.user, applyToUser(this.user(event.user), event));
    else this.#rooms.set(event.room, applyToRoom(this.room(event.room), event));
  }

  #facts(): Facts {
    return {
      user: (user) => {
        const state = this.#users.get(user);
        return state && { head: state.seq, id: state.id, ...(state.name ? { name: state.name } : {}) };
      },
      room: (room) => {
        const state = this.#rooms.get(room);
        return state && { ...state, head: state.seq };
      },
      membership: (room, user) => this.user(user).rooms.get(room),
      roomsOf: (user) => [...this.user(user).rooms.keys()],
      runningNumber: (room, seq) => this.#streams.get(room)?.events[seq - 1]?.n,
      mentionsAfter: (room, user, seq) =>
        this.events(user).filter(
          (event) => event.type === 'mentioned' && event.room === room && event.message > seq,
        ).length,
    };
  }
}
