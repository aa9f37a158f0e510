import { ERRORS, type ErrorCode } from '@teahouse/protocol/errors';
import type { CommandId, RoomId } from '@teahouse/protocol/ids';
import type { ServerFrame } from '@teahouse/protocol/server-frames';
import { frame, jsonFrame, textFrame } from '../fanout/frames.ts';

/** An answer of the server as one frame. */
export function reply(answer: ServerFrame): Buffer {
  return jsonFrame(answer);
}

/** The commonest answer. Ids have no character that JSON would escape. */
export function okFrame(id: CommandId, done: { seq?: number; room?: RoomId }): Buffer {
  const room = done.room === undefined ? '' : `,"room":"${done.room}"`;
  const seq = done.seq === undefined ? '' : `,"seq":${done.seq}`;
  return textFrame(`{"type":"ok","id":"${id}"${room}${seq}}`);
}

interface ErrorDetails {
  readonly id?: CommandId | undefined;
  readonly field?: string | undefined;
  readonly retryAfterMs?: number;
}

export function errorFrame(code: ErrorCode, { id, field, retryAfterMs }: ErrorDetails = {}): Buffer {
  const { message, retry } = ERRORS[code];
  return reply({
    type: 'error',
    ...(id === undefined ? {} : { id }),
    code,
    message,
    retry,
    ...(field ? { field } : {}),
    ...(retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }),
  });
}

/** A reply around stored JSON, which goes out as it is: `open` and `close` are what stands around it. */
export function spliced(open: string, json: readonly Uint8Array[], close: string): Buffer {
  const parts: Uint8Array[] = [Buffer.from(open)];
  for (const [index, bytes] of json.entries()) {
    if (index > 0) parts.push(COMMA);
    parts.push(bytes);
  }
  parts.push(Buffer.from(close));
  return frame('text', Buffer.concat(parts));
}

const COMMA = Buffer.from(',');
