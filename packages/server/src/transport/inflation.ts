import { constants, inflateRawSync } from 'node:zlib';
import { FRAME_BYTES_MAX } from '@teahouse/protocol/limits';

/** The end of what is flushed, which is left out on the wire (RFC 7692, section 7.2.2). */
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);
const NOTHING = Buffer.alloc(0);
const NO_PARTS: readonly Buffer[] = [];
/** Room that is made at a time: most messages fit in the first. */
const CHUNK_BYTES = 1_024;

/** The part of a connection that inflating needs. */
interface Closable {
  close(code: number): void;
}

type Inflated = (error: Error | null, data?: Buffer) => void;

/**
 * Takes the place of the extension object of `ws` on one connection. The one of `ws` keeps some 17 KiB for every client
 * that ever compressed a message, and sends each to another thread and back, which takes 30 µs. Since no context is
 * taken over, a message can be inflated at once and nothing is kept; and a message is small (FRAME_BYTES_MAX).
 */
export class Inflation {
  readonly #client: Closable;
  #parts = NO_PARTS;

  constructor(client: Closable) {
    this.#client = client;
  }

  /** Called with each fragment, in order. `ws` bounds their number and bytes, and goes on when it is called back, which must be later. */
  decompress(data: Buffer, isLast: boolean, callback: Inflated): void {
    this.#parts = [...this.#parts, data];
    if (!isLast) return process.nextTick(callback, null, NOTHING);
    const parts = this.#parts;
    this.#parts = NO_PARTS;
    try {
      process.nextTick(callback, null, inflated(Buffer.concat([...parts, TAIL])));
    } catch (error) {
      // 1009 for what would be too large, 1007 for what is no such data.
      this.#client.close(isTooLarge(error) ? 1009 : 1007);
      process.nextTick(callback, error as Error);
    }
  }

  /** The connection has ended. */
  cleanup(): void {
    this.#parts = NO_PARTS;
  }
}

/** Stops as soon as there is more than a frame may have, so a bomb costs no more than that (S4). */
function inflated(bytes: Buffer): Buffer {
  return inflateRawSync(bytes, {
    finishFlush: constants.Z_SYNC_FLUSH,
    maxOutputLength: FRAME_BYTES_MAX,
    chunkSize: CHUNK_BYTES,
  });
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
