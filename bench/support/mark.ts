import { TEXT_BYTES } from './frame-counter.ts';

/**
 * Every text of the bench begins with a mark: `@`, who sent it in 5 digits, when in 12 digits of
 * microseconds. It is found in the bytes of a socket without reading frames.
 */
const AT_SIGN = '@'.charCodeAt(0);
const SENDER_DIGITS = 5;
const MICROS_DIGITS = 12;
const MARK_BYTES = 1 + SENDER_DIGITS + MICROS_DIGITS;

export const nowMicros = () => Math.floor(performance.now() * 1000);

/** A text of exactly `TEXT_BYTES`. */
export function markedText(sender: number, sentMicros: number): string {
  return (markOf(sender) + String(sentMicros).padStart(MICROS_DIGITS, '0')).padEnd(TEXT_BYTES, '-');
}

/** How the marks of one sender begin. */
export function markOf(sender: number): string {
  return `@${String(sender).padStart(SENDER_DIGITS, '0')}`;
}

/** How every mark begins. */
export const ANY_MARK = '@';

/** Finds the marks that begin with `needle` in one socket's bytes, however they are cut. */
export class MarkScanner {
  readonly #needle: Buffer;
  readonly #onMark: (sentMicros: number) => void;
  #tail: Buffer | null = null;

  constructor(needle: string, onMark: (sentMicros: number) => void) {
    this.#needle = Buffer.from(needle);
    this.#onMark = onMark;
  }

  take(chunk: Buffer): void {
    const bytes = this.#tail === null ? chunk : Buffer.concat([this.#tail, chunk]);
    this.#keepTail(bytes);
    let at = bytes.indexOf(this.#needle);
    while (at !== -1 && at + MARK_BYTES <= bytes.length) {
      const digits = bytes.toString('latin1', at + 1, at + MARK_BYTES);
      // A byte of a frame header can look like the sign, but no such digits follow it.
      if (!Number.isNaN(Number(digits))) this.#onMark(Number(digits.slice(SENDER_DIGITS)));
      at = bytes.indexOf(this.#needle, at + 1);
    }
  }

  /** What may be the beginning of a mark is looked at again with the next bytes. */
  #keepTail(bytes: Buffer): void {
    const from = Math.max(0, bytes.length - MARK_BYTES + 1);
    const at = bytes.indexOf(AT_SIGN, from);
    this.#tail = at === -1 ? null : Buffer.from(bytes.subarray(at));
  }
}
