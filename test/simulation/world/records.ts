import type { StreamEvent } from '@teahouse/protocol/events';
import { isUserEvent } from '@teahouse/protocol/events';
import type { RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { EventRow } from '@teahouse/server/storage/log';
import type { Findings } from '../checks/findings.ts';

/** An event that was on disk once. */
export interface StoredRecord {
  readonly stream: StreamId;
  readonly seq: number;
  readonly n: number;
  readonly id: string;
  /** Set if this is the command's own event. */
  readonly author: UserId | null;
  /** Which life of the store wrote it. */
  readonly era: number;
  readonly text: string;
  readonly event: StreamEvent;
  /** Members of the room after it; 0 for events of a person's own stream. */
  readonly members: number;
  /** Whether the log still has it: a restored backup does not have what came after it. */
  isLost: boolean;
}

/** Where a person's membership of a room stands: seq of the last `left`, or none. */
interface Standing {
  readonly isMember: boolean;
  readonly left: number;
}

/** What is on disk, event by event, as whoever checks the server knows it: the truth. */
export class Records {
  readonly #streams = new Map<StreamId, StoredRecord[]>();
  readonly #byText = new Map<string, StoredRecord>();
  readonly #byCommand = new Map<string, StoredRecord>();
  readonly #standings = new Map<string, Standing>();

  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Takes what a commit put on disk, and looks whether it has a gap (LOG-2) or a repeat (LOG-3). */
  add(rows: readonly EventRow[], era: number): void {
    for (const row of rows) this.#add(row, era);
  }

  /** A backup is restored: only the first `counts` events of each stream are there. */
  restore(counts: ReadonlyMap<StreamId, number>): void {
    const kept: StoredRecord[] = [];
    for (const [stream, records] of this.#streams) {
      const count = counts.get(stream) ?? 0;
      for (const record of records.splice(count)) record.isLost = true;
      kept.push(...records);
    }
    this.#byCommand.clear();
    this.#standings.clear();
    for (const record of kept) this.#index(record);
  }

  get counts(): ReadonlyMap<StreamId, number> {
    return new Map([...this.#streams].map(([stream, records]) => [stream, records.length]));
  }

  stream(stream: StreamId): readonly StoredRecord[] {
    return this.#streams.get(stream) ?? [];
  }

  at(stream: StreamId, seq: number): StoredRecord | undefined {
    return this.stream(stream)[seq - 1];
  }

  last(stream: StreamId): StoredRecord | undefined {
    return this.stream(stream).at(-1);
  }

  /** The event that these bytes are, if there ever was one. */
  byText(text: string): StoredRecord | undefined {
    return this.#byText.get(text);
  }

  /** The event that a command became. */
  byCommand(author: UserId, id: string): StoredRecord | undefined {
    return this.#byCommand.get(`${author} ${id}`);
  }

  standing(room: RoomId, user: UserId): Standing {
    return this.#standings.get(`${room} ${user}`) ?? { isMember: false, left: 0 };
  }

  /** Everyone whose own stream has begun. */
  get users(): readonly UserId[] {
    return [...this.#streams.keys()].filter((stream): stream is UserId => stream.startsWith('u_'));
  }

  #add({ stream, seq, n, id, author, bytes }: EventRow, era: number): void {
    const records = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, records);
    const isNext = seq === records.length + 1;
    this.#findings.demand(isNext, 'LOG-2', () => `${stream} has a gap: ${seq} follows ${records.length}`);
    const text = Buffer.from(bytes).toString();
    const event = JSON.parse(text) as StreamEvent;
    const members = 'members' in event ? event.members : (records.at(-1)?.members ?? 0);
    const record = { stream, seq, n, id, author, era, text, event, members, isLost: false };
    const isRepeat = author !== null && this.byCommand(author, id) !== undefined;
    this.#findings.demand(!isRepeat, 'LOG-3', () => `${author} ${id} was done twice`);
    records.push(record);
    this.#byText.set(text, record);
    this.#index(record);
  }

  #index(record: StoredRecord): void {
    const { author, id, event } = record;
    if (author !== null) this.#byCommand.set(`${author} ${id}`, record);
    if (!isUserEvent(event)) return;
    if (event.type === 'room_joined') {
      this.#standings.set(`${event.room} ${event.user}`, { isMember: true, left: 0 });
    } else if (event.type === 'room_left') {
      this.#standings.set(`${event.room} ${event.user}`, { isMember: false, left: event.left });
    }
  }
}
