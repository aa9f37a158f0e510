/**
 * Bytes handed to the other side, NATS or a gateway's thread, that are not known to have been taken. Beyond this,
 * events are dropped: it does not read, and what waits for it must not fill the memory.
 */
export const UNCONFIRMED_BYTES_MAX = 8_388_608;
/** The other side is asked how far it has read after so many bytes, not after each event. */
const CONFIRM_EVERY_BYTES = 65_536;

/** Keeps count of what the other side was given, by asking the other side how far it has come. */
export class Unconfirmed {
  /** Resolves when the other side has read all it was given before. May stay open for ever once it is gone. */
  readonly #confirm: () => Promise<void>;
  #sizeBytes = 0;
  #isAsking = false;

  constructor(confirm: () => Promise<void>) {
    this.#confirm = confirm;
  }

  admits(sizeBytes: number): boolean {
    return this.#sizeBytes + sizeBytes <= UNCONFIRMED_BYTES_MAX;
  }

  add(sizeBytes: number): void {
    this.#sizeBytes += sizeBytes;
    if (!this.#isAsking && this.#sizeBytes >= CONFIRM_EVERY_BYTES) this.#ask();
  }

  #ask(): void {
    const askedBytes = this.#sizeBytes;
    this.#isAsking = true;
    const goOn = () => {
      this.#isAsking = false;
      this.#sizeBytes -= askedBytes;
      if (this.#sizeBytes >= CONFIRM_EVERY_BYTES) this.#ask();
    };
    // A connection that breaks is replaced, and its count with it.
    this.#confirm().then(goOn, () => undefined);
  }
}
