import type { StreamId } from '@teahouse/protocol/ids';
import type { Bus, CommittedEvent, Listener } from './bus.ts';

/** The bus of a server that is one process: nothing is lost, and listeners are called at once. */
export class InProcessBus implements Bus {
  readonly #listeners = new Map<StreamId, Listener>();

  publish(events: readonly CommittedEvent[]): void {
    for (const event of events) this.#listeners.get(event.stream)?.(event);
  }

  subscribe(stream: StreamId, listener: Listener): Disposable {
    this.#listeners.set(stream, listener);
    return {
      [Symbol.dispose]: () => {
        if (this.#listeners.get(stream) === listener) this.#listeners.delete(stream);
      },
    };
  }
}
