import assert from 'node:assert/strict';

/** A frame as a client finds it in the bytes that a server wrote. */
export interface SentFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

export const TEXT = 0x1;
export const BINARY = 0x2;
export const CLOSE = 0x8;
export const PING = 0x9;

/** Whole, unmasked frames; anything else in the bytes fails the test. */
export function parseFrames(bytes: Buffer): SentFrame[] {
  const frames: SentFrame[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const { frame, sizeBytes } = parseFrame(rest);
    frames.push(frame);
    rest = rest.subarray(sizeBytes);
  }
  return frames;
}

function parseFrame(bytes: Buffer): { frame: SentFrame; sizeBytes: number } {
  const [first = 0, second = 0] = bytes;
  assert.equal(first & 0xf0, 0x80, 'a frame is whole and uncompressed');
  assert.equal(second & 0x80, 0, 'a server does not mask');
  const { headerBytes, payloadBytes } = lengthOf(bytes, second);
  const sizeBytes = headerBytes + payloadBytes;
  assert.ok(bytes.length >= sizeBytes, 'no frame is cut');
  return { frame: { opcode: first & 0x0f, payload: bytes.subarray(headerBytes, sizeBytes) }, sizeBytes };
}

function lengthOf(bytes: Buffer, short: number): { headerBytes: number; payloadBytes: number } {
  if (short < 126) return { headerBytes: 2, payloadBytes: short };
  if (short === 126) return { headerBytes: 4, payloadBytes: bytes.readUInt16BE(2) };
  return { headerBytes: 10, payloadBytes: Number(bytes.readBigUInt64BE(2)) };
}
