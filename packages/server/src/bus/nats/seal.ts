import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

/** Of an HMAC-SHA256's 32 bytes. 128 bits cannot be guessed. */
export const SEAL_BYTES = 16;
/** A shorter secret could be tried out. */
export const SECRET_BYTES_MIN = 32;

/**
 * Seals messages with a secret that all nodes share, so that whoever can reach NATS, but not the store, can make
 * no node believe anything (S29). The subject is sealed too: a message means nothing where it was not sent.
 */
export class Seal {
  readonly #key: KeyObject;

  constructor(secret: Uint8Array) {
    if (secret.length < SECRET_BYTES_MIN)
      throw new RangeError(`a secret has ${SECRET_BYTES_MIN} bytes or more`);
    this.#key = createSecretKey(secret);
  }

  /** The content behind its seal. */
  close(subject: string, content: Uint8Array): Buffer {
    return Buffer.concat([this.#of(subject, content), content]);
  }

  /** The content, or undefined if nobody who knows the secret sent it there. */
  open(subject: string, message: Uint8Array): Uint8Array | undefined {
    if (message.length < SEAL_BYTES) return undefined;
    const content = message.subarray(SEAL_BYTES);
    return timingSafeEqual(this.#of(subject, content), message.subarray(0, SEAL_BYTES)) ? content : undefined;
  }

  #of(subject: string, content: Uint8Array): Buffer {
    // A subject has no NUL, so nothing can be moved from one part to the other.
    const hmac = createHmac('sha256', this.#key).update(`${subject}\0`).update(content);
    return hmac.digest().subarray(0, SEAL_BYTES);
  }
}
