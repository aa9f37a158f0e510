/** WebSocket frames as a server sends them: whole and unmasked (RFC 6455 section 5.2), some of them compressed (RFC 7692). */
const FIN = 0x80;
const COMPRESSED = 0x40;
const FIRST = {
  text: FIN | 0x1,
  binary: FIN | 0x2,
  ping: FIN | 0x9,
  deflatedText: FIN | COMPRESSED | 0x1,
} as const;

type Kind = keyof typeof FIRST;

/** A frame around a payload. It is built once and written to every socket that should have it (FAN-2). */
export function frame(kind: Kind, payload: Uint8Array): Buffer {
  const headerBytes = payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10;
  const whole = Buffer.allocUnsafe(headerBytes + payload.length);
  writeHeader(whole, FIRST[kind], payload.length);
  whole.set(payload, headerBytes);
  return whole;
}

/** What is in a frame that `frame` built. */
export function payloadOf(whole: Buffer): Buffer {
  const short = whole[1] ?? 0;
  return whole.subarray(short < 126 ? 2 : short === 126 ? 4 : 10);
}

/** Whether it is a text, and not compressed. */
export function isText(whole: Buffer): boolean {
  return whole[0] === FIRST.text;
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
