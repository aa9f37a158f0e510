import type { CommandId, RoomId } from '@teahouse/protocol/ids';
import { codeOf } from './chat-error.ts';
import type { Clock } from './platform.ts';
import type { Requests } from './requests.ts';

/** A marker that moves faster is told at most this often, with where it is then. */
export const READ_EVERY_MS = 1_000;

/** Where somebody has read to: an event, and the running message number there if it is known. */
export interface ReadPlace {
  readonly seq: number;
  readonly n: number | null;
}

interface Marker {
  /** Where this chat has read to; shown at once. */
  place: ReadPlace;
  /** The last seq that the server knows, or has refused. */
  settledSeq: number;
  sentAtMs: number;
  timer: Disposable | null;
  isAsking: boolean;
}

/** This person's markers as moved here, told to the server one at a time and not too often. */
export class ReadMarkers implements Disposable {
  readonly #clock: Clock;
  readonly #requests: Requests;
  readonly #newId: () => CommandId;
  readonly #markers = new Map<RoomId, Marker>();

  constructor(clock: Clock, requests: Requests, newId: () => CommandId) {
    this.#clock = clock;
    this.#requests = requests;
    this.#newId = newId;
  }

  of(room: RoomId): ReadPlace | null {
    return this.#markers.get(room)?.place ?? null;
  }

  /** Moves a marker. It only goes forward, from where it is here and from `knownSeq`, where the server has it. */
  move(room: RoomId, place: ReadPlace, knownSeq: number): void {
    const marker = this.#markers.get(room);
    if (place.seq <= Math.max(knownSeq, marker?.place.seq ?? 0)) return;
    if (marker) marker.place = place;
    else
      this.#markers.set(room, {
        place,
        settledSeq: knownSeq,
        sentAtMs: Number.NEGATIVE_INFINITY,
        timer: null,
        isAsking: false,
      });
    this.#tell(room);
  }

  /**
   * Tells again what the server does not know. `knownSeq` is where it has a marker by its welcome: a restored
   * backup may have forgotten what it had acknowledged.
   */
  connected(knownSeq: (room: RoomId) => number): void {
    for (const [room, marker] of this.#markers) {
      marker.settledSeq = Math.min(marker.settledSeq, knownSeq(room));
      this.#tell(room);
    }
  }

  forget(room: RoomId): void {
    this.#markers.get(room)?.timer?.[Symbol.dispose]();
    this.#markers.delete(room);
  }

  [Symbol.dispose](): void {
    for (const room of [...this.#markers.keys()]) this.forget(room);
  }

  #tell(room: RoomId): void {
    const marker = this.#markers.get(room);
    if (!marker || marker.timer || marker.isAsking || marker.place.seq <= marker.settledSeq) return;
    const waitMs = marker.sentAtMs + READ_EVERY_MS - this.#clock.nowMs();
    if (waitMs <= 0) {
      void this.#ask(room, marker);
      return;
    }
    marker.timer = this.#clock.setTimer(waitMs, () => {
      marker.timer = null;
      this.#tell(room);
    });
  }

  async #ask(room: RoomId, marker: Marker): Promise<void> {
    const { seq } = marker.place;
    marker.isAsking = true;
    marker.sentAtMs = this.#clock.nowMs();
    const wasSettled = await this.#requests.ask({ type: 'read', id: this.#newId(), room, seq }).then(
      () => true,
      (error: unknown) => codeOf(error) !== 'disconnected',
    );
    marker.isAsking = false;
    if (wasSettled) marker.settledSeq = seq;
    // After a lost connection `connected` tells it again.
    if (wasSettled && this.#markers.get(room) === marker) this.#tell(room);
  }
}
