import { constants, inflateRawSync } from 'node:zlib';

/** A frame with at least this payload carries a text of the bench; answers and heartbeats are shorter. */
export const TEXT_BYTES = 100;
const HEADER_BYTES_MAX = 10;
const DEFLATED_TEXT = 0xc1;
/** The end of what is flushed, which is left out on the wire. */
const FLUSH_TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);

/** What all sockets of a scenario count together. */
export interface Tally {
  /** Data frames long enough to carry a text: the deliveries. */
  texts: number;
  /** All data frames. */
  frames: number;
  /** All that sockets received. */
  bytes: number;
  /** Sockets that the server closed or that broke. */
  lost: number;
}

export const newTally = (): Tally => ({ texts: 0, frames: 0, bytes: 0, lost: 0 });

/**
 * Follows the frames of one server-to-client stream by their headers alone, however TCP cuts it, so that
 * counting costs some nanoseconds per frame. Payloads are put together only while somebody listens.
 */
export class FrameCounter {
  /** Gets whole payloads of the data frames that begin while it is set. */
  onText: ((text: string) => void) | null = null;
  readonly #tally: Tally;
  readonly #onControl: (frame: 'ping' | 'close') => void;
  readonly #header = Buffer.alloc(HEADER_BYTES_MAX);
  #headerBytes = 0;
  #payloadBytesLeft = 0;
  #parts: Buffer[] | null = null;
  #isDeflated = false;

  constructor(tally: Tally, onControl: (frame: 'ping' | 'close') => void) {
    this.#tally = tally;
    this.#onControl = onControl;
  }

  take(bytes: Buffer, start: number, end: number): void {
    let at = start;
    while (at < end) {
      if (this.#payloadBytesLeft > 0) {
        at = this.#skipPayload(bytes, at, end);
      } else if (this.#headerBytes === 0 && at + HEADER_BYTES_MAX <= end) {
        at += this.#begin(bytes, at);
      } else {
        this.#header[this.#headerBytes++] = bytes[at++] as number;
        // One byte is always too few, so the second is there when its meaning counts.
        if (this.#headerBytes < headerLength(this.#header[1] as number)) continue;
        this.#headerBytes = 0;
        this.#begin(this.#header, 0);
      }
    }
  }

  /** Reads a whole header and returns its length. */
  #begin(bytes: Buffer, at: number): number {
    const first = bytes[at] as number;
    const short = bytes[at + 1] as number;
    if (short > 127) throw new Error('a server must not mask its frames');
    const length = headerLength(short);
    this.#payloadBytesLeft =
      length === 2
        ? short
        : length === 4
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2));
    this.#count(first);
    if (this.#payloadBytesLeft === 0) this.#finish();
    return length;
  }

  #count(first: number): void {
    if (first === 0x81 || first === 0x82 || first === DEFLATED_TEXT) {
      this.#isDeflated = first === DEFLATED_TEXT;
      this.#tally.frames++;
      if (this.#payloadBytesLeft >= TEXT_BYTES) this.#tally.texts++;
      this.#parts = this.onText === null ? null : [];
    } else if (first === 0x89) this.#onControl('ping');
    else if (first === 0x88) this.#onControl('close');
    else if (first !== 0x8a) throw new Error(`unexpected frame 0x${first.toString(16)}`);
  }

  #skipPayload(bytes: Buffer, at: number, end: number): number {
    const upTo = Math.min(at + this.#payloadBytesLeft, end);
    // The buffer is shared by all sockets, so what is kept is copied.
    this.#parts?.push(Buffer.from(bytes.subarray(at, upTo)));
    this.#payloadBytesLeft -= upTo - at;
    if (this.#payloadBytesLeft === 0) this.#finish();
    return upTo;
  }

  #finish(): void {
    const parts = this.#parts;
    this.#parts = null;
    if (parts === null) return;
    const payload = Buffer.concat(parts);
    this.onText?.((this.#isDeflated ? inflated(payload) : payload).toString());
  }
}

function inflated(payload: Buffer): Buffer {
  return inflateRawSync(Buffer.concat([payload, FLUSH_TAIL]), { finishFlush: constants.Z_SYNC_FLUSH });
}

function headerLength(secondByte: number): 2 | 4 | 10 {
  return secondByte === 127 ? 10 : secondByte === 126 ? 4 : 2;
}
