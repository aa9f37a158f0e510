/** A frame as a server writes it: whole and unmasked. */
export interface WrittenFrame {
  readonly kind: 'text' | 'binary' | 'ping';
  readonly text: string;
  readonly payloadBytes: number;
  /** With its header. */
  readonly sizeBytes: number;
}

const KINDS: ReadonlyMap<number, WrittenFrame['kind']> = new Map([
  [0x81, 'text'],
  [0x82, 'binary'],
  [0x89, 'ping'],
]);

/** Frames are shared between connections, and are read once here too. */
const known = new WeakMap<Uint8Array, readonly WrittenFrame[]>();

/** The frames in one write. Throws if the server did not write whole frames. */
export function framesIn(bytes: Uint8Array): readonly WrittenFrame[] {
  const before = known.get(bytes);
  if (before) return before;
  const frames: WrittenFrame[] = [];
  for (let at = 0; at < bytes.length; at += frames.at(-1)?.sizeBytes ?? 0) frames.push(frameAt(bytes, at));
  known.set(bytes, frames);
  return frames;
}

function frameAt(bytes: Uint8Array, at: number): WrittenFrame {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at);
  const kind = KINDS.get(view.getUint8(0));
  const short = view.getUint8(1);
  if (!kind || short > 127) throw new Error('the server wrote something that is no whole frame');
  const headerBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
  const payloadBytes = short < 126 ? short : short === 126 ? view.getUint16(2) : view.getUint32(6);
  const end = at + headerBytes + payloadBytes;
  if (end > bytes.length) throw new Error('the server wrote half a frame');
  const payload = bytes.subarray(at + headerBytes, end);
  const text = Buffer.from(payload).toString();
  return { kind, text, payloadBytes, sizeBytes: headerBytes + payloadBytes };
}
