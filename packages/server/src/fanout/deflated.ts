import { promisify } from 'node:util';
import { constants, deflateRaw, deflateRawSync, type ZlibOptions } from 'node:zlib';
import { frame, isText, payloadOf } from './frames.ts';

/**
 * Payloads below it are sent as they are. Compressing costs 20 to 90 µs however small they are, a short message alone has
 * little in it that repeats, and below this size none would need fewer packets (docs/decisions/0014).
 */
export const DEFLATED_BYTES_MIN = 1_024;

/**
 * What is compressed in passing has no more bytes: text that does not repeat itself takes 1.5 ms. Larger answers are
 * compressed beside the main thread, and whatever else is larger is sent as it is.
 */
export const IN_PASSING_BYTES_MAX = 65_536;

/** The empty block that ends what was flushed. It is not sent: the other side puts it back (RFC 7692, section 7.2.1). */
const TAIL_BYTES = 4;

/**
 * The lightest effort: higher ones take up to twice the time for a tenth less. The whole window: a smaller one makes pages
 * larger and takes no less time. Each message afresh: nothing is kept between them, here or in the client.
 */
const DEFLATING: ZlibOptions = {
  level: constants.Z_BEST_SPEED,
  windowBits: constants.Z_MAX_WINDOWBITS,
  finishFlush: constants.Z_SYNC_FLUSH,
};

const deflateAside = promisify<Uint8Array, ZlibOptions, Buffer>(deflateRaw);

/** A frame compressed, or the very same one where that would not pay. */
export function deflated(whole: Buffer): Buffer {
  if (!pays(whole) || whole.length > IN_PASSING_BYTES_MAX) return whole;
  return smaller(whole, deflateRawSync(payloadOf(whole), DEFLATING));
}

/** The same for a frame of any size, without holding up the main thread for long. */
export async function deflatedAside(whole: Buffer): Promise<Buffer> {
  if (!pays(whole) || whole.length <= IN_PASSING_BYTES_MAX) return deflated(whole);
  return smaller(whole, await deflateAside(payloadOf(whole), DEFLATING));
}

/** A frame that many get: as it is, and compressed as soon as the first wants it so (FAN-2). */
export class SharedFrame {
  readonly whole: Buffer;
  #deflated: Buffer | null = null;

  private constructor(whole: Buffer) {
    this.whole = whole;
  }

  static text(payload: Uint8Array): SharedFrame {
    return new SharedFrame(frame('text', payload));
  }

  get deflated(): Buffer {
    this.#deflated ??= deflated(this.whole);
    return this.#deflated;
  }
}

/** Text that is long enough. Files mostly are compressed, and what is compressed already is no text any more. */
function pays(whole: Buffer): boolean {
  return whole.length > DEFLATED_BYTES_MIN && isText(whole) && payloadOf(whole).length >= DEFLATED_BYTES_MIN;
}

function smaller(whole: Buffer, flushed: Buffer): Buffer {
  const compressed = frame('deflatedText', flushed.subarray(0, flushed.length - TAIL_BYTES));
  return compressed.length < whole.length ? compressed : whole;
}
