import type { CloseName } from '@teahouse/protocol/close-codes';
import type { ByteSink } from '../fanout/outlet.ts';

/** One client's connection, as a session uses it. */
export interface Wire {
  /** Takes whole frames. */
  readonly sink: ByteSink;
  /** Whether the client has agreed to compressed frames. */
  readonly takesDeflated: boolean;
  end(why: CloseName): void;
  /** Stops and goes on reading from the client. Frames read already may still come. */
  pause(): void;
  resume(): void;
}

/** What the transport tells the session behind a connection. */
export interface Peer {
  onText(text: string): void;
  onBinary(bytes: Buffer): void;
  onClosed(): void;
  /** Called every heartbeat interval; sends a sign of life. False if the client does not take it now. */
  heartbeat(): boolean;
  /** Says goodbye before a restart; the client comes back after about so long. */
  bye(reconnectAfterMs: number): void;
  /** Whether the client has been reading too slowly for too long. */
  isTooSlow(): boolean;
}
