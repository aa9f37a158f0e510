/** WebSocket frames as a server sends them: whole, unmasked, uncompressed (RFC 6455 section 5.2). */
const FIN = 0x80;
const OPCODE = { text: 0x1, binary: 0x2, ping: 0x9 } as const;

type Opcode = keyof typeof OPCODE;

/** A frame around a payload. It is built once and written to every socket that should have it (FAN-2). */
export function frame(opcode: Opcode, payload: Uint8Array): Buffer {
  const headerBytes = payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10;
  const whole = Buffer.allocUnsafe(headerBytes + payload.length);
  writeHeader(whole, FIN | OPCODE[opcode], payload.length);
  whole.set(payload, headerBytes);
  return whole;
}

/** What is in a frame that `frame` built. */
export function payloadOf(whole: Buffer): Buffer {
  const short = whole[1] ?? 0;
  return whole.subarray(short < 126 ? 2 : short === 126 ? 4 : 10);
}

export function textFrame(text: string): Buffer {
  return frame('text', Buffer.from(text));
}

export function jsonFrame(value: object): Buffer {
  return textFrame(JSON.stringify(value));
}

function writeHeader(whole: Buffer, first: number, payloadBytes: number): void {
  whole[0] = first;
  if (payloadBytes < 126) {
    whole[1] = payloadBytes;
  } else if (payloadBytes < 65_536) {
    whole[1] = 126;
    whole.writeUInt16BE(payloadBytes, 2);
  } else {
    whole[1] = 127;
    whole.writeUInt32BE(0, 2);
    whole.writeUInt32BE(payloadBytes, 6);
  }
}

export const PING_FRAME = frame('ping', new Uint8Array(0));
