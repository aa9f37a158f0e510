import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { RoomState, UserState } from '@teahouse/rules/apply';
import type { Changes } from './changes.ts';
import { isReadable } from './kept-copies.ts';
import type { Clock, CopyStore } from './platform.ts';
import type { RoomLog } from './room-log.ts';
import type { Stretch } from './stretch.ts';
import type { Sync } from './sync.ts';

/** Between two savings. What changes meanwhile is saved once. */
export const SAVE_EVERY_MS = 1_000;
/** Rooms saved at a time, so that many at once do not hold up the screen. The others come with the next saving. */
export const ROOMS_SAVED_AT_ONCE = 20;

/** What was last saved of a room. All three are replaced when they change, never changed themselves. */
interface Saved {
  readonly log: RoomLog;
  readonly state: RoomState;
  readonly newest: Stretch;
}

/**
 * Keeps copies for the next start, so that a chat can be read before it is connected. They are saved a moment
 * after they change, each with the events that made it; where that fails there are none, and the chat goes on.
 */
export class Keeper {
  readonly #clock: Clock;
  readonly #store: CopyStore;
  readonly #changes: Changes;
  readonly #sync: Sync;
  readonly #saved = new Map<RoomId, Saved>();
  #savedOwn: UserState | null = null;
  #state: 'stopped' | 'keeping' | 'failed' = 'stopped';
  #stopListening = () => {};
  /** Set from the first change until it is saved. */
  #timer: Disposable | null = null;

  constructor({ clock, copies }: { clock: Clock; copies: CopyStore }, changes: Changes, sync: Sync) {
    this.#clock = clock;
    this.#store = copies;
    this.#changes = changes;
    this.#sync = sync;
  }

  /** Takes up what was kept for this person, and keeps what comes from now on. */
  async start(user: UserId | undefined): Promise<void> {
    this.#state = 'keeping';
    this.#stopListening = this.#changes.listen(() => this.#changed());
    const kept = user === undefined ? null : await this.#store.load(user).catch(() => null);
    if (!kept || this.#state !== 'keeping') return;
    if (!isReadable(kept)) return this.#forget();
    this.#sync.restore(kept);
    this.#savedOwn = kept.own.state;
    for (const [room, log] of this.#sync.logs) this.#saved.set(room, lookAt(log));
    this.#changes.notify();
  }

  /** Saves all there is now: this program may end, or sleep, at any moment. */
  saveNow(): void {
    void this.#save(Number.POSITIVE_INFINITY);
  }

  stop(): void {
    this.#state = 'stopped';
    this.#stopListening();
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
  }

  /** Stops, and drops all that is kept here, whoever it was kept for. */
  async clear(): Promise<void> {
    this.stop();
    await this.#forget();
  }

  #changed(): void {
    if (this.#timer || this.#state !== 'keeping' || this.#isSaved) return;
    this.#timer = this.#clock.setTimer(SAVE_EVERY_MS, () => {
      void this.#save(ROOMS_SAVED_AT_ONCE).then(() => {
        this.#timer = null;
        // What changed while it was saving, and the rooms that were too many.
        this.#changed();
      });
    });
  }

  async #save(roomsMax: number): Promise<void> {
    const own = this.#sync.own?.kept;
    if (!own || this.#state !== 'keeping' || this.#isSaved) return;
    const changed = this.#changedRooms.slice(0, roomsMax);
    const dropped = this.#droppedRooms;
    for (const room of dropped) this.#saved.delete(room);
    for (const log of changed) this.#saved.set(log.state.room, lookAt(log));
    this.#savedOwn = own.state;
    try {
      await this.#store.save({ own, rooms: changed.flatMap((log) => log.kept ?? []), dropped });
    } catch {
      // The store is full, or gone. What it holds is old and still true.
      if (this.#state === 'keeping') this.#state = 'failed';
    }
  }

  get #isSaved(): boolean {
    const isOwnSaved = (this.#sync.own?.kept.state ?? null) === this.#savedOwn;
    return isOwnSaved && this.#changedRooms.length === 0 && this.#droppedRooms.length === 0;
  }

  get #changedRooms(): readonly RoomLog[] {
    return [...this.#sync.logs.values()].filter((log) => {
      const saved = this.#saved.get(log.state.room);
      return saved?.log !== log || saved.state !== log.state || saved.newest !== log.timeline.newest;
    });
  }

  /** Left, or begun anew: then the new copy takes the place of the earlier one also where that was further on. */
  get #droppedRooms(): readonly RoomId[] {
    const isGone = ([room, { log }]: [RoomId, Saved]) => this.#sync.logs.get(room) !== log;
    return [...this.#saved].filter(isGone).map(([room]) => room);
  }

  async #forget(): Promise<void> {
    this.#saved.clear();
    this.#savedOwn = null;
    await this.#store.clear().catch(() => {});
  }
}

function lookAt(log: RoomLog): Saved {
  return { log, state: log.state, newest: log.timeline.newest };
}
