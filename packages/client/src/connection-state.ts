import type { ErrorCode } from '@teahouse/protocol/errors';
import type { ConnectionPhase } from './connection.ts';

/** How things stand with the server, for a screen to say. */
export type ConnectionState =
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'live' }
  /** Connected, and so many events are still to come before this is the present. */
  | { readonly state: 'behind'; readonly events: number }
  | { readonly state: 'offline'; readonly retryAtMs: number }
  /** The server said not to come back. `reconnectNow` tries all the same. */
  | { readonly state: 'refused'; readonly code: ErrorCode | number };

export function connectionState(phase: ConnectionPhase, attempt: number, missing: number): ConnectionState {
  switch (phase.phase) {
    case 'idle':
    case 'connecting':
      return { state: 'connecting', attempt };
    case 'open':
      return missing > 0 ? { state: 'behind', events: missing } : { state: 'live' };
    case 'waiting':
      return { state: 'offline', retryAtMs: phase.retryAtMs };
    case 'refused':
      return { state: 'refused', code: phase.code };
    case 'stopped':
      return { state: 'offline', retryAtMs: Number.POSITIVE_INFINITY };
  }
}
