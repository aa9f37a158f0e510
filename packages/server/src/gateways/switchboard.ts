import { isUserStream, type StreamId } from '@teahouse/protocol/ids';
import type { CommittedEvent, Listener } from '../bus/bus.ts';
import { decodeWord } from '../sessions/words.ts';
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
  readonly #house: Pick<House, 'bus' | 'takePresence'>;
  readonly #streams = new Map<StreamId, Switched>();

  constructor(house: Pick<House, 'bus' | 'takePresence'>) {
    this.#house = house;
  }

  listen(stream: StreamId, listener: Listener): Place {
    const switched = this.#streams.get(stream) ?? this.#open(stream);
    switched.listeners.add(listener);
    return {
      pass: (word) => {
        for (const other of switched.listeners) if (other !== listener) other.onPassing(word);
        this.#house.bus.pass(stream, word);
      },
      [Symbol.dispose]: () => this.#leave(stream, switched, listener),
    };
  }

  #leave(stream: StreamId, { listeners, subscription }: Switched, listener: Listener): void {
    if (!listeners.delete(listener) || listeners.size > 0) return;
    subscription[Symbol.dispose]();
    this.#streams.delete(stream);
  }

  /** What nodes say of who is present is taken where presence is kept; the rest is for gateways. */
  #isForTheHouse(stream: StreamId, bytes: Uint8Array): boolean {
    const word = decodeWord(bytes);
    if (word?.kind !== 'presence') return false;
    if (!isUserStream(stream)) this.#house.takePresence(stream, word.word);
    return true;
  }

  #open(stream: StreamId): Switched {
    const listeners = new Set<Listener>();
    const subscription = this.#house.bus.subscribe(stream, {
      onEvent: (event: CommittedEvent) => {
        for (const listener of listeners) listener.onEvent(event);
      },
      onHead: (seq) => {
        for (const listener of listeners) listener.onHead(seq);
      },
      onPassing: (word) => {
        if (this.#isForTheHouse(stream, word)) return;
        for (const listener of listeners) listener.onPassing(word);
      },
    });
    const switched = { listeners, subscription };
    this.#streams.set(stream, switched);
    return switched;
  }
}
