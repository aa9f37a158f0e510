import type { StreamId } from '@teahouse/protocol/ids';
import type { CommittedEvent } from '../bus.ts';

/**
 * What nodes tell each other of a stream, in a few bytes before the event's own, which go as they are stored:
 *
 *     kind 1 | origin 8 | seq 6 | and of an event: id, type and by, each 1 + length | its bytes, to the end
 *
 * What passes and is in no log has the seq 0, and its bytes to the end.
 *
 * The stream is the subject's.
 */
export type Message = { readonly origin: Buffer } & (
  | { readonly kind: 'event'; readonly event: CommittedEvent }
  | { readonly kind: 'head'; readonly seq: number }
  | { readonly kind: 'passing'; readonly word: Buffer }
);

/** Names the node that sent a message, so that it does not hear itself: chance, new at each start. */
export const ORIGIN_BYTES = 8;
const SEQ_BYTES = 6;
const FIXED_BYTES = 1 + ORIGIN_BYTES + SEQ_BYTES;
/** A field's length is one byte. */
const FIELD_BYTES_MAX = 255;

const EVENT = 1;
const HEAD = 2;
const PASSING = 3;

export function encodeEvent(origin: Uint8Array, { seq, id, type, by, bytes }: CommittedEvent): Buffer {
  return Buffer.concat([fixed(EVENT, origin, seq), field(id), field(type), field(by), bytes]);
}

/** The stream has come this far: the event is in the store. */
export function encodeHead(origin: Uint8Array, seq: number): Buffer {
  return fixed(HEAD, origin, seq);
}

export function encodePassing(origin: Uint8Array, word: Uint8Array): Buffer {
  return Buffer.concat([fixed(PASSING, origin, 0), word]);
}

/** Undefined for what is no message, or one of a kind that this version does not know. */
export function decode(stream: StreamId, content: Uint8Array): Message | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length < FIXED_BYTES) return undefined;
  const origin = bytes.subarray(1, 1 + ORIGIN_BYTES);
  const seq = bytes.readUIntBE(1 + ORIGIN_BYTES, SEQ_BYTES);
  const rest = bytes.subarray(FIXED_BYTES);
  if (bytes[0] === PASSING) return seq === 0 ? { kind: 'passing', origin, word: rest } : undefined;
  if (seq === 0) return undefined;
  if (bytes[0] === HEAD) return rest.length === 0 ? { kind: 'head', origin, seq } : undefined;
  if (bytes[0] !== EVENT) return undefined;
  const event = decodeEvent(stream, seq, rest);
  return event && { kind: 'event', origin, event };
}

function fixed(kind: number, origin: Uint8Array, seq: number): Buffer {
  const bytes = Buffer.alloc(FIXED_BYTES);
  bytes[0] = kind;
  bytes.set(origin, 1);
  bytes.writeUIntBE(seq, 1 + ORIGIN_BYTES, SEQ_BYTES);
  return bytes;
}

function field(text: string): Buffer {
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes > FIELD_BYTES_MAX) throw new RangeError(`${text} is too long for a field`);
  const bytes = Buffer.alloc(1 + sizeBytes);
  bytes[0] = sizeBytes;
  bytes.write(text, 1);
  return bytes;
}

function decodeEvent(stream: StreamId, seq: number, rest: Buffer): CommittedEvent | undefined {
  const fields: string[] = [];
  let at = 0;
  while (fields.length < 3) {
    const sizeBytes = rest[at] ?? 0;
    const end = at + 1 + sizeBytes;
    if (sizeBytes === 0 || end > rest.length) return undefined;
    fields.push(rest.toString('utf8', at + 1, end));
    at = end;
  }
  const bytes = rest.subarray(at);
  if (bytes.length === 0) return undefined;
  const [id, type, by] = fields as unknown[] as [
    CommittedEvent['id'],
    CommittedEvent['type'],
    CommittedEvent['by'],
  ];
  return { stream, seq, id, type, by, bytes };
}
