import type { StreamEvent } from '@teahouse/protocol/events';
import type { Epoch, RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { ServerFrame } from '@teahouse/protocol/server-frames';
import type { Evidence } from '../checks/evidence.ts';

/** A log as far as this client has followed it. */
interface Copy {
  readonly epoch: Epoch;
  readonly seq: number;
  /** Null where the copy begins at an event whose id was never told. */
  readonly id: string | null;
  /** The events since it began, as they came. */
  readonly events: readonly string[];
}

/** What a model client has applied. A copy is a value, so that a crash can go back to what was stored. */
export class ModelCopies {
  readonly #evidence: Evidence;
  readonly #name: string;
  #copies: ReadonlyMap<StreamId, Copy> = new Map();
  /** What a crash leaves. */
  #stored: ReadonlyMap<StreamId, Copy> = new Map();
  #user: UserId | null = null;
  #epoch = '' as Epoch;

  constructor(evidence: Evidence, name: string) {
    this.#evidence = evidence;
    this.#name = name;
  }

  get user(): UserId | null {
    return this.#user;
  }

  get rooms(): readonly RoomId[] {
    return [...this.#copies.keys()].filter((stream): stream is RoomId => stream !== this.#user);
  }

  seq(stream: StreamId): number {
    return this.#copies.get(stream)?.seq ?? 0;
  }

  has(stream: StreamId): boolean {
    return this.#copies.has(stream);
  }

  /** Where everything is to be continued. */
  positions(): Record<string, Position> {
    const positions: Record<string, Position> = {};
    for (const stream of this.#copies.keys()) {
      const position = this.position(stream);
      if (position) positions[stream] = position;
    }
    return positions;
  }

  position(stream: StreamId): Position | null {
    const copy = this.#copies.get(stream);
    return copy && copy.id !== null
      ? { epoch: copy.epoch, seq: copy.seq, id: copy.id as Position['id'] }
      : null;
  }

  store(): void {
    this.#stored = this.#copies;
  }

  crash(): void {
    this.#copies = this.#stored;
  }

  /** Streams that were not resumed begin at their head; rooms left meanwhile are forgotten. */
  welcome({ user, me, rooms }: ServerFrame<'welcome'>, resumed: Readonly<Record<string, Position>>): void {
    this.#user = user.id;
    this.#epoch = me.epoch;
    const heads = new Map<StreamId, { head: number; id: string }>([
      [user.id, me],
      ...rooms.map((room) => [room.room, room] as const),
    ]);
    for (const stream of this.#copies.keys()) if (!heads.has(stream)) this.forget(stream);
    for (const [stream, { head, id }] of heads) if (!(stream in resumed)) this.begin(stream, head, id);
  }

  begin(stream: StreamId, seq: number, id: string | null): void {
    this.#set(stream, { epoch: this.#epoch, seq, id, events: [] });
  }

  forget(stream: StreamId): void {
    const copies = new Map(this.#copies);
    copies.delete(stream);
    this.#copies = copies;
  }

  /** Takes the next event, and drops a repeat. This client repairs nothing: a hole is the server's fault. */
  apply(stream: StreamId, event: StreamEvent): void {
    const copy = this.#copies.get(stream);
    if (!copy || event.seq <= copy.seq) return;
    if (event.seq !== copy.seq + 1) {
      this.#evidence.findings.report('SYNC-3', `${this.#name} got ${stream} ${event.seq} after ${copy.seq}`);
      return;
    }
    const events = [...copy.events, JSON.stringify(event)];
    this.#set(stream, { epoch: this.#epoch, seq: event.seq, id: event.id, events });
  }

  /** The first stream that is not a copy of what is on disk, or null. */
  unlike(): string | null {
    for (const [stream, { seq }] of this.#copies) {
      const head = this.#evidence.records.stream(stream).length;
      if (head !== seq) return `it has ${seq} of ${head} events of ${stream}`;
    }
    return null;
  }

  /** Each copy is the log, from where it began to its end (SYNC-1, SYNC-2). */
  check(): void {
    for (const [stream, { seq, events }] of this.#copies) {
      const stored = this.#evidence.records.stream(stream).slice(seq - events.length, seq);
      const same =
        stored.length === events.length && stored.every(({ text }, index) => text === events[index]);
      this.#evidence.findings.demand(
        same,
        'SYNC-2',
        () => `${this.#name} has another ${stream} than is on disk`,
      );
    }
  }

  #set(stream: StreamId, copy: Copy): void {
    this.#copies = new Map(this.#copies).set(stream, copy);
  }
}
