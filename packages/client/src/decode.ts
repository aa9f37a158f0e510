import type { Incoming } from '@teahouse/protocol/server-frames';

/**
 * A server's frame, or null for what is none. Fields are not checked again: they come from the server
 * whose word everything here rests on. A type that is not known here is ignored further in.
 */
export function decodeIncoming(text: string): Incoming | null {
  const raw = parse(text);
  if (typeof raw !== 'object' || raw === null || !('type' in raw)) return null;
  return typeof raw.type === 'string' ? (raw as Incoming) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
