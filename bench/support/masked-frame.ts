const MASK = Buffer.from([0x5a, 0x17, 0xc3, 0x88]);

/** A text frame as a client must send it. The mask is constant, but not zero: servers unmask as always. */
export function maskedText(text: string): Buffer {
  return maskedFrame(0x81, Buffer.from(text));
}

export const PONG = maskedFrame(0x8a, Buffer.alloc(0));

function maskedFrame(first: number, payload: Buffer): Buffer {
  const long = payload.length > 125;
  const headerBytes = long ? 8 : 6;
  const frame = Buffer.allocUnsafe(headerBytes + payload.length);
  frame[0] = first;
  frame[1] = 0x80 | (long ? 126 : payload.length);
  if (long) frame.writeUInt16BE(payload.length, 2);
  MASK.copy(frame, headerBytes - MASK.length);
  for (let at = 0; at < payload.length; at++) {
    frame[headerBytes + at] = (payload[at] as number) ^ (MASK[at & 3] as number);
  }
  return frame;
}
