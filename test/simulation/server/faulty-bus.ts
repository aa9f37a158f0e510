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

/** How often an event is taken to be too large for the bus. */
const TOO_LARGE = 0.1;

interface Deps {
  readonly time: ProcessTime;
  readonly chance: Chance;
  readonly faults: () => BusFaults;
  /** What passes has its own chance, so that the events of a seed stay the same. */
  readonly passingChance: Chance;
  /** The buses of the other gateways. */
  readonly others: () => readonly FaultyBus[];
}

/**
 * A bus that loses, doubles and reorders, and now and then carries no more than a head. A person's own
 * stream it carries faithfully: what a session may be shown follows that stream, and must not lag behind the rooms.
 */
export class FaultyBus implements Bus {
  readonly #deps: Deps;
  readonly #listeners = new Map<StreamId, Listener>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  publish(events: readonly CommittedEvent[]): void {
    const { chance, faults } = this.#deps;
    for (const event of events) {
      if (isUserStream(event.stream)) {
        this.#listeners.get(event.stream)?.onEvent(event);
        continue;
      }
      if (chance.happens(faults().drop)) continue;
      this.#carry(event);
      if (chance.happens(faults().repeat)) this.#carry(event);
    }
  }

  pass(stream: StreamId, word: Uint8Array): void {
    const { passingChance: chance, faults, others } = this.#deps;
    for (const other of others()) {
      if (!chance.happens(faults().drop)) this.#passTo(other, stream, word);
      if (chance.happens(faults().repeat)) this.#passTo(other, stream, word);
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

  #passTo(other: FaultyBus, stream: StreamId, word: Uint8Array): void {
    const { time, passingChance: chance, faults } = this.#deps;
    time.after(chance.fraction() * faults().delayMsMax, () => {
      other.#listeners.get(stream)?.onPassing(word);
    });
  }

  #carry(event: CommittedEvent): void {
    const { time, chance, faults } = this.#deps;
    const isTooLarge = chance.happens(TOO_LARGE);
    time.after(chance.fraction() * faults().delayMsMax, () => {
      const listener = this.#listeners.get(event.stream);
      if (isTooLarge) listener?.onHead(event.seq);
      else listener?.onEvent(event);
    });
  }
}
