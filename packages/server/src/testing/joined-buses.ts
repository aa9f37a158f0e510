import type { StreamId } from '@teahouse/protocol/ids';
import type { CommittedEvent, Listener } from '../bus/bus.ts';
import { InProcessBus } from '../bus/in-process.ts';

/** The bus of one gateway of two. Each word it passes comes as often as a test says, and all of it a turn later. */
export class JoinedBus extends InProcessBus {
  other: JoinedBus | null = null;
  /** How often the next words arrive at the other gateway; once, when there is nothing here. */
  readonly arrivals: number[] = [];
  readonly #listeners = new Map<StreamId, Listener>();

  override publish(events: readonly CommittedEvent[]): void {
    super.publish(events);
    queueMicrotask(() => this.other?.hear(events));
  }

  hear(events: readonly CommittedEvent[]): void {
    super.publish(events);
  }

  hearWord(stream: StreamId, word: Uint8Array): void {
    this.#listeners.get(stream)?.onPassing(word);
  }

  override pass(stream: StreamId, word: Uint8Array): void {
    for (let left = this.arrivals.shift() ?? 1; left > 0; left--)
      queueMicrotask(() => this.other?.hearWord(stream, word));
  }

  override subscribe(stream: StreamId, listener: Listener): Disposable {
    this.#listeners.set(stream, listener);
    const subscription = super.subscribe(stream, listener);
    return {
      [Symbol.dispose]: () => {
        if (this.#listeners.get(stream) === listener) this.#listeners.delete(stream);
        subscription[Symbol.dispose]();
      },
    };
  }
}

export function joinedBuses(): [JoinedBus, JoinedBus] {
  const [one, other] = [new JoinedBus(), new JoinedBus()];
  one.other = other;
  other.other = one;
  return [one, other];
}
