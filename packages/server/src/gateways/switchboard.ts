import type { StreamId } from '@teahouse/protocol/ids';
import type { CommittedEvent, Listener } from '../bus/bus.ts';
import type { House } from './house.ts';

interface Switched {
  readonly listeners: Set<Listener>;
  readonly subscription: Disposable;
}

/** One gateway's place among those who listen to a stream. */
export interface Place extends Disposable {
  /** Carries a word to the other gateways, and to other nodes. */
  pass(word: Uint8Array): void;
}

/** The gateways of one process on the one bus of it, which knows one listener a stream. */
export class Switchboard {
  readonly #bus: House['bus'];
  readonly #streams = new Map<StreamId, Switched>();

  constructor(bus: House['bus']) {
    this.#bus = bus;
  }

  listen(stream: StreamId, listener: Listener): Place {
    const switched = this.#streams.get(stream) ?? this.#open(stream);
    switched.listeners.add(listener);
    return {
      pass: (word) => {
        for (const other of switched.listeners) if (other !== listener) other.onPassing(word);
        this.#bus.pass(stream, word);
      },
      [Symbol.dispose]: () => this.#leave(stream, switched, listener),
    };
  }

  #leave(stream: StreamId, { listeners, subscription }: Switched, listener: Listener): void {
    if (!listeners.delete(listener) || listeners.size > 0) return;
    subscription[Symbol.dispose]();
    this.#streams.delete(stream);
  }

  #open(stream: StreamId): Switched {
    const listeners = new Set<Listener>();
    const subscription = this.#bus.subscribe(stream, {
      onEvent: (event: CommittedEvent) => {
        for (const listener of listeners) listener.onEvent(event);
      },
      onHead: (seq) => {
        for (const listener of listeners) listener.onHead(seq);
      },
      onPassing: (word) => {
        for (const listener of listeners) listener.onPassing(word);
      },
    });
    const switched = { listeners, subscription };
    this.#streams.set(stream, switched);
    return switched;
  }
}
