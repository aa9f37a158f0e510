import type { IncomingMessage } from 'node:http';
import { FRAME_BYTES_MAX } from '@teahouse/protocol/limits';

/** Frames in one body, as many as may be under way. More are answered 413. */
export const FRAMES_PER_BODY_MAX = 256;

type Body =
  | { readonly ok: true; readonly frames: readonly string[] }
  | { readonly ok: false; readonly status: '400 Bad Request' | '413 Content Too Large' };

/**
 * The frames in the body of a request, one a line. It rejects if the body breaks off; one that comes too slowly is cut by
 * the server's `requestTimeout`.
 */
export async function framesIn(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    sizeBytes += chunk.length;
    if (sizeBytes > FRAME_BYTES_MAX) return { ok: false, status: '413 Content Too Large' };
    chunks.push(chunk);
  }
  return linesOf(Buffer.concat(chunks));
}

function linesOf(bytes: Buffer): Body {
  const text = wellFormed(bytes);
  if (text === null) return { ok: false, status: '400 Bad Request' };
  const frames = text.split('\n').filter((line) => line.trim() !== '');
  return frames.length > FRAMES_PER_BODY_MAX
    ? { ok: false, status: '413 Content Too Large' }
    : { ok: true, frames };
}

function wellFormed(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
