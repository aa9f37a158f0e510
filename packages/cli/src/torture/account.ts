import type { CommandId, RoomId } from '@teahouse/protocol/ids';

/** Findings that are told in full; the rest are only counted. */
const DETAILS_MAX = 20;

/** What must not happen, and how often it did. */
export interface Verdict {
  /** Acknowledged, and not in the log. */
  lost: number;
  /** In the log twice, or shown twice, or acknowledged as two events. */
  doubled: number;
  /** In the log elsewhere than was said, or after what was said later. */
  reordered: number;
  /** Shown to somebody, and not in the log. */
  seenButLost: number;
  /** In the log, and left out for somebody who was shown what follows; or never answered. */
  missed: number;
}

/** An event of a room as the log has it in the end. */
export interface LoggedEvent {
  readonly seq: number;
  readonly id: CommandId;
}

interface Acknowledged {
  readonly room: RoomId;
  readonly seq: number;
}

interface Sent {
  readonly author: string;
  readonly room: RoomId;
  /** Which of its author's messages it is. */
  readonly number: number;
}

/** A server's promises as its clients heard them, kept by themselves: what was sent, acknowledged and seen. */
export class Account {
  /**
   * Whether what one author sends keeps its order even unanswered: on one server it does. Of several nodes one may
   * have refused a message for now, unheard, and another one taken it after those behind it.
   */
  readonly #isUnansweredInOrder: boolean;
  /** For each author and room, the seq of the last message that was acknowledged. */
  readonly #reached = new Map<string, number>();
  readonly verdict: Verdict = { lost: 0, doubled: 0, reordered: 0, seenButLost: 0, missed: 0 };
  readonly details: string[] = [];
  readonly #sent = new Map<CommandId, Sent & { readonly after: number }>();
  readonly #acknowledged = new Map<CommandId, Acknowledged>();
  /** For each room, what was shown at each seq. */
  readonly #seen = new Map<RoomId, Map<number, CommandId>>();
  /** For each room, the last seq that anybody was shown, or was told of in an answer. */
  readonly #heads = new Map<RoomId, number>();
  /** Refused for now at least once: those behind it may have overtaken it. */
  readonly #refused = new Set<CommandId>();
  #deliveries = 0;

  constructor({ isUnansweredInOrder = true }: { readonly isUnansweredInOrder?: boolean } = {}) {
    this.#isUnansweredInOrder = isUnansweredInOrder;
  }

  get refusedCount(): number {
    return this.#refused.size;
  }

  get sentCount(): number {
    return this.#sent.size;
  }

  get acknowledgedCount(): number {
    return this.#acknowledged.size;
  }

  /** How far each room has come, as far as anybody heard. */
  get heads(): ReadonlyMap<RoomId, number> {
    return new Map(this.#heads);
  }

  /** Whether something happened that must not. */
  get hasFound(): boolean {
    return Object.values(this.verdict).some((count) => count > 0);
  }

  get deliveries(): number {
    return this.#deliveries;
  }

  sent(id: CommandId, message: Sent): void {
    const after = this.#reached.get(`${message.author} ${message.room}`) ?? 0;
    this.#sent.set(id, { ...message, after });
  }

  acknowledged(id: CommandId, seq: number): void {
    const sent = this.#sent.get(id);
    if (!sent) return;
    this.#heard(sent.room, seq);
    const key = `${sent.author} ${sent.room}`;
    this.#reached.set(key, Math.max(seq, this.#reached.get(key) ?? 0));
    const before = this.#acknowledged.get(id);
    if (!before) this.#acknowledged.set(id, { room: sent.room, seq });
    else if (before.seq !== seq) this.#found('doubled', `${id} was acknowledged as ${before.seq} and ${seq}`);
  }

  /** A message was refused for now. Nobody promises that it keeps its place among those that were sent behind it. */
  refused(id: CommandId): void {
    if (this.#sent.has(id)) this.#refused.add(id);
  }

  /** A client that had everything up to `after` is shown an event. */
  saw(client: string, room: RoomId, event: LoggedEvent, after: number): void {
    const { seq, id } = event;
    this.#deliveries++;
    this.#heard(room, seq);
    if (seq <= after) this.#found('doubled', `${client} was shown ${room} ${seq} after ${after}`);
    if (seq > after + 1) this.#found('missed', `${client} was shown ${room} ${seq} after ${after}`);
    const seen = this.#seen.get(room) ?? new Map<number, CommandId>();
    this.#seen.set(room, seen);
    const before = seen.get(seq);
    if (before !== undefined && before !== id) {
      this.#found('reordered', `${room} ${seq} was shown as ${before} and as ${id}`);
    }
    seen.set(seq, id);
  }

  /** A client in the end stands at `seq` of a room that goes on. */
  stopped(
    client: string,
    room: RoomId,
    { seq, head }: { readonly seq: number; readonly head: number },
  ): void {
    if (seq !== head) this.#found('missed', `${client} has ${seq} of ${head} events of ${room}`);
  }

  /** A command that was sent over and over has no answer in the end. */
  unanswered(client: string, id: CommandId): void {
    this.#found('missed', `${client} got no answer to ${id}`);
  }

  /** A position was refused, though no backup was restored. */
  wasReset(client: string, room: string): void {
    this.#found('lost', `${client} was told to forget ${room}`);
  }

  /** Somebody who came in before is not known any more. */
  wasForgotten(client: string): void {
    this.#found('lost', `${client} is not known any more`);
  }

  /** Compares everything that was said with what the log has. */
  settle(logs: ReadonlyMap<RoomId, readonly LoggedEvent[]>): void {
    const places = new Map<CommandId, Acknowledged>();
    for (const [room, events] of logs) this.#settleRoom(room, events, places);
    for (const [id, { room, seq }] of this.#acknowledged) {
      const place = places.get(id);
      if (!place) this.#found('lost', `${id} was acknowledged as ${room} ${seq} and is gone`);
      else if (place.seq !== seq || place.room !== room) {
        this.#found(
          'reordered',
          `${id} was acknowledged as ${room} ${seq} and is ${place.room} ${place.seq}`,
        );
      }
    }
  }

  #settleRoom(room: RoomId, events: readonly LoggedEvent[], places: Map<CommandId, Acknowledged>): void {
    const numbers = new Map<string, number>();
    for (const [index, { seq, id }] of events.entries()) {
      if (seq !== index + 1) this.#found('reordered', `${room} has ${seq} where ${index + 1} should be`);
      const sent = this.#sent.get(id);
      if (!sent) continue;
      if (places.has(id)) this.#found('doubled', `${id} is in the log twice`);
      places.set(id, { room, seq });
      if (seq <= sent.after) this.#found('reordered', `${room} ${seq} was said after ${sent.after}`);
      if (!this.#isUnansweredInOrder || this.#refused.has(id)) continue;
      if (sent.number < (numbers.get(sent.author) ?? 0)) {
        this.#found('reordered', `${room} ${seq} was said before what stands before it`);
      }
      numbers.set(sent.author, sent.number);
    }
    for (const [seq, id] of this.#seen.get(room) ?? []) {
      if (events[seq - 1]?.id !== id) this.#found('seenButLost', `${room} ${seq} was shown as ${id}`);
    }
  }

  #heard(room: RoomId, seq: number): void {
    this.#heads.set(room, Math.max(seq, this.#heads.get(room) ?? 0));
  }

  #found(kind: keyof Verdict, what: string): void {
    this.verdict[kind]++;
    if (this.details.length < DETAILS_MAX) this.details.push(`${kind}: ${what}`);
  }
}
