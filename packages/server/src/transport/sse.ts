import { payloadOf } from '../fanout/frames.ts';
import type { Cursor } from './cursor.ts';

/** So many bytes at most go out before the next id: whoever is cut off again and again still gets further. */
export const BYTES_BETWEEN_IDS_MAX = 16_384;

const PING = 0x9;
const NO_ID = Buffer.alloc(0);
const DATA = Buffer.from('data: ');
const END = Buffer.from('\n\n');
/** A comment: nothing happened, and somebody is there. */
const COMMENT = Buffer.from(':\n\n');

/** An event of our own beside the frames, such as `close`. */
export function namedEvent(name: string, data: object): Buffer {
  return Buffer.from(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}

/**
 * Whole WebSocket frames as messages of `text/event-stream`. JSON has no newline in it, so what a frame holds is one
 * line of data as it is. With a cursor, the last message that moves it bears it as its id, and some before.
 */
export function toEvents(frames: Buffer, cursor: Cursor | null): Buffer {
  const parts: Buffer[] = [];
  let sinceIdBytes = 0;
  let lastMove = -1;
  for (const whole of framesIn(frames)) {
    if (isPing(whole)) {
      parts.push(COMMENT);
      continue;
    }
    const content = payloadOf(whole);
    if (cursor?.pass(content)) {
      lastMove = parts.length;
      sinceIdBytes += content.length;
      const isDue = sinceIdBytes > BYTES_BETWEEN_IDS_MAX;
      parts.push(isDue ? idLine(cursor) : NO_ID);
      if (isDue) sinceIdBytes = 0;
    }
    parts.push(DATA, content, END);
  }
  if (cursor && lastMove >= 0) parts[lastMove] = idLine(cursor);
  return Buffer.concat(parts);
}

function idLine(cursor: Cursor): Buffer {
  return Buffer.from(`id: ${cursor}\n`);
}

/** What is in the text frames among these. */
export function* textsIn(frames: Buffer): Generator<Buffer> {
  for (const whole of framesIn(frames)) if (!isPing(whole)) yield payloadOf(whole);
}

function isPing(whole: Buffer): boolean {
  return ((whole[0] ?? 0) & 0xf) === PING;
}

function* framesIn(frames: Buffer): Generator<Buffer> {
  for (let start = 0; start < frames.length; ) {
    const short = frames[start + 1] ?? 0;
    const sizeBytes =
      short < 126
        ? 2 + short
        : short === 126
          ? 4 + frames.readUInt16BE(start + 2)
          : 10 + Number(frames.readBigUInt64BE(start + 2));
    yield frames.subarray(start, start + sizeBytes);
    start += sizeBytes;
  }
}
