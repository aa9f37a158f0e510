import type { RoomEvent } from '@teahouse/protocol/events';
import type { Epoch, RoomId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { Head, RoomSummary } from '@teahouse/protocol/server-frames';
import type { Account } from './account.ts';

/** Where one client stands in each room, for ever: what it was shown follows from there without a gap. */
export class PositionBook {
  readonly #account: Account;
  readonly #client: string;
  readonly #positions = new Map<RoomId, Position>();
  #epoch = '' as Epoch;

  constructor(account: Account, client: string) {
    this.#account = account;
    this.#client = client;
  }

  get rooms(): readonly RoomId[] {
    return [...this.#positions.keys()];
  }

  /** For hello. A room just entered has no place yet that a server could know: it is met anew. */
  get resumable(): Record<string, Position> {
    return Object.fromEntries([...this.#positions].filter(([, position]) => isKnown(position)));
  }

  of(room: RoomId): Position | undefined {
    return this.#positions.get(room);
  }

  /** Rooms met for the first time are live from their head. */
  welcome(rooms: readonly RoomSummary[], epoch: Epoch): void {
    this.#epoch = epoch;
    for (const { room, head: seq, id } of rooms) {
      const position = this.#positions.get(room);
      if (!position || !isKnown(position)) this.#positions.set(room, { epoch, seq, id });
    }
  }

  /** Entered a room: its events come from the one that made this client a member. */
  enter(room: RoomId, joined: number): void {
    this.#positions.set(room, { epoch: this.#epoch, seq: joined - 1, id: '' });
  }

  /** The server does not know this place; what is shown follows from another one. */
  reset(room: RoomId, { head: seq, id }: Head): void {
    this.#account.wasReset(this.#client, room);
    this.#positions.set(room, { epoch: this.#epoch, seq, id });
  }

  take({ room, seq, id }: RoomEvent): void {
    const position = this.#positions.get(room);
    if (!position) return;
    this.#account.saw(this.#client, room, { seq, id }, position.seq);
    if (seq > position.seq) this.#positions.set(room, { epoch: this.#epoch, seq, id });
  }

  /** Compares with the ends of the logs. */
  settle(heads: ReadonlyMap<RoomId, number>): void {
    for (const [room, { seq }] of this.#positions) {
      const head = heads.get(room);
      if (head !== undefined) this.#account.stopped(this.#client, room, { seq, head });
    }
  }
}

/** Whether it names the event it stands at, or the beginning. */
function isKnown({ seq, id }: Position): boolean {
  return seq === 0 || id !== '';
}
