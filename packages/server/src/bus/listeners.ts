import type { StreamId } from '@teahouse/protocol/ids';
import type { CommittedEvent, Listener } from './bus.ts';

/** The listeners of one node, each kept from harm by the others. */
export class Listeners {
  readonly #listeners = new Map<StreamId, Listener>();
  readonly #onTrouble: (error: unknown) => void;

  constructor(onTrouble: (error: unknown) => void) {
    this.#onTrouble = onTrouble;
  }

  /** Whoever listened to the stream before does so no longer. */
  set(stream: StreamId, listener: Listener): void {
    this.#listeners.set(stream, listener);
  }

  /** False if it was not there, or has a successor. */
  remove(stream: StreamId, listener: Listener): boolean {
    return this.#listeners.get(stream) === listener && this.#listeners.delete(stream);
  }

  tellEvent(event: CommittedEvent): void {
    try {
      this.#listeners.get(event.stream)?.onEvent(event);
    } catch (error) {
      this.#onTrouble(error);
    }
  }

  tellPassing(stream: StreamId, word: Uint8Array): void {
    try {
      this.#listeners.get(stream)?.onPassing(word);
    } catch (error) {
      this.#onTrouble(error);
    }
  }

  tellHead(stream: StreamId, seq: number): void {
    try {
      this.#listeners.get(stream)?.onHead(seq);
    } catch (error) {
      this.#onTrouble(error);
    }
  }
}
