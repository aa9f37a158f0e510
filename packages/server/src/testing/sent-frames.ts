import assert from 'node:assert/strict';
import { constants, inflateRawSync } from 'node:zlib';

/** A frame as a client finds it in the bytes that a server wrote. */
export interface SentFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

export const TEXT = 0x1;
export const BINARY = 0x2;
export const CLOSE = 0x8;
export const PING = 0x9;

/** What a client agreed on with the server: texts may be compressed, or nothing may. */
export type Agreed = 'deflated' | 'nothing';

/** Whole, unmasked frames, inflated if that was agreed on; anything else in the bytes fails the test. */
export function parseFrames(bytes: Buffer, agreed: Agreed = 'nothing'): SentFrame[] {
  const frames: SentFrame[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const { frame, sizeBytes } = parseFrame(rest, agreed);
    frames.push(frame);
    rest = rest.subarray(sizeBytes);
  }
  return frames;
}

function parseFrame(bytes: Buffer, agreed: Agreed): { frame: SentFrame; sizeBytes: number } {
  const [first = 0, second = 0] = bytes;
  const isDeflated = agreed === 'deflated' && first === 0xc1;
  if (!isDeflated) assert.equal(first & 0xf0, 0x80, 'a frame is whole and uncompressed');
  assert.equal(second & 0x80, 0, 'a server does not mask');
  const { headerBytes, payloadBytes } = lengthOf(bytes, second);
  const sizeBytes = headerBytes + payloadBytes;
  assert.ok(bytes.length >= sizeBytes, 'no frame is cut');
  const payload = bytes.subarray(headerBytes, sizeBytes);
  return { frame: { opcode: first & 0x0f, payload: isDeflated ? inflated(payload) : payload }, sizeBytes };
}

/** As RFC 7692 tells a client to: the end of what was flushed is put back. Cut or damaged data fails. */
function inflated(payload: Buffer): Buffer {
  const flushed = Buffer.concat([payload, Buffer.from([0x00, 0x00, 0xff, 0xff])]);
  return inflateRawSync(flushed, { finishFlush: constants.Z_SYNC_FLUSH });
}

function lengthOf(bytes: Buffer, short: number): { headerBytes: number; payloadBytes: number } {
  if (short < 126) return { headerBytes: 2, payloadBytes: short };
  if (short === 126) return { headerBytes: 4, payloadBytes: bytes.readUInt16BE(2) };
  return { headerBytes: 10, payloadBytes: Number(bytes.readBigUInt64BE(2)) };
}
