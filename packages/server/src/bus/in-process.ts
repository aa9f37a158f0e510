import type { StreamId } from '@teahouse/protocol/ids';
import type { Bus, CommittedEvent, Listener } from './bus.ts';
import { Listeners } from './listeners.ts';

/** The bus of a server that is one process: nothing is lost, and listeners are called at once. */
export class InProcessBus implements Bus {
  readonly #listeners: Listeners;

  /** Where nobody is told of trouble, a listener that throws ends the process: it is a bug of ours. */
  constructor(onTrouble: (error: unknown) => void = throwLater) {
    this.#listeners = new Listeners(onTrouble);
  }

  publish(events: readonly CommittedEvent[]): void {
    for (const event of events) this.#listeners.tellEvent(event);
  }

  /** There is nobody elsewhere. */
  pass(_stream: StreamId, _word: Uint8Array): void {}

  subscribe(stream: StreamId, listener: Listener): Disposable {
    this.#listeners.set(stream, listener);
    return { [Symbol.dispose]: () => this.#listeners.remove(stream, listener) };
  }
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
