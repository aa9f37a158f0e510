import type { StreamEvent } from '@teahouse/protocol/events';
import type { CommandId, StreamId, UserId } from '@teahouse/protocol/ids';

/**
 * An event that is on disk. Its `bytes` are what every reader is sent; the rest is what gateways need to
 * know without parsing them.
 */
export interface CommittedEvent {
  readonly stream: StreamId;
  readonly seq: number;
  readonly id: CommandId;
  readonly type: StreamEvent['type'];
  readonly by: UserId;
  readonly bytes: Uint8Array;
  /** The file that came with it, if it is at hand; otherwise it is in the store. */
  readonly blob?: Uint8Array;
}

export type Listener = (event: CommittedEvent) => void;

/**
 * Carries committed events to whoever shows them. It is a hint, not the truth: between nodes events may
 * be lost, doubled or reordered (BUS-1), and listeners repair themselves from the store by seq.
 */
export interface Bus {
  /** Events of one commit, each stream's in order. */
  publish(events: readonly CommittedEvent[]): void;
  /** At most one listener per stream and node. Dispose of it to stop. */
  subscribe(stream: StreamId, listener: Listener): Disposable;
}
