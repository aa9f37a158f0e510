import { isUserStream, type StreamId } from '@teahouse/protocol/ids';
import type { Bus, CommittedEvent, Listener } from '@teahouse/server/bus/bus';
import type { Chance } from '../world/chance.ts';
import type { ProcessTime } from '../world/virtual-time.ts';

/** What a bus between nodes does to hints (BUS-1). */
export interface BusFaults {
  readonly drop: number;
  readonly repeat: number;
  readonly delayMsMax: number;
}

/** How often heads are compared, so that even a lost last hint does no harm. */
const COMPARE_EVERY_MS = 1_000;

interface Deps {
  readonly time: ProcessTime;
  readonly chance: Chance;
  readonly faults: () => BusFaults;
}

/**
 * A bus that loses, doubles and reorders, and compares heads with the store each second. A person's own
 * stream it carries faithfully: what a session may be shown follows that stream, and must not lag behind the rooms.
 */
export class FaultyBus implements Bus {
  readonly #deps: Deps;
  readonly #listeners = new Map<StreamId, Listener>();
  /** The last event of each stream, whether or not it was carried. */
  readonly #heads = new Map<StreamId, CommittedEvent>();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#compareLater();
  }

  publish(events: readonly CommittedEvent[]): void {
    const { chance, faults } = this.#deps;
    for (const event of events) {
      this.#heads.set(event.stream, event);
      if (isUserStream(event.stream)) {
        this.#listeners.get(event.stream)?.(event);
        continue;
      }
      if (chance.happens(faults().drop)) continue;
      this.#carry(event);
      if (chance.happens(faults().repeat)) this.#carry(event);
    }
  }

  subscribe(stream: StreamId, listener: Listener): Disposable {
    this.#listeners.set(stream, listener);
    return {
      [Symbol.dispose]: () => {
        if (this.#listeners.get(stream) === listener) this.#listeners.delete(stream);
      },
    };
  }

  #carry(event: CommittedEvent): void {
    const { time, chance, faults } = this.#deps;
    time.after(chance.fraction() * faults().delayMsMax, () => this.#listeners.get(event.stream)?.(event));
  }

  #compareLater(): void {
    this.#deps.time.after(COMPARE_EVERY_MS, () => {
      for (const [stream, listener] of this.#listeners) {
        const head = this.#heads.get(stream);
        if (head) listener(head);
      }
      this.#compareLater();
    });
  }
}
