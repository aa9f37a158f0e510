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

/** Who shows a stream. If it throws, that is told as trouble and harms nobody else. */
export interface Listener {
  onEvent(event: CommittedEvent): void;
  /** The stream has come this far. The event itself could not be carried: it is in the store. */
  onHead(seq: number): void;
  /** What another gateway passed of the stream: see `Bus.pass`. */
  onPassing(word: Uint8Array): void;
}

/**
 * Carries committed events to whoever shows them. It is a hint, not the truth: between nodes events may
 * be lost, doubled or reordered (BUS-1), and listeners repair themselves from the store by seq.
 * Every adapter passes `bus-contract.ts`.
 */
export interface Bus {
  /**
   * Events of one commit, each stream's in order. The listeners of this node have heard them, once, when it
   * returns; those of other nodes will. It never throws, and waits for nobody.
   */
  publish(events: readonly CommittedEvent[]): void;
  /**
   * Tells those who listen to a stream elsewhere, and not here, something that does not last, such as that
   * somebody is typing. It may be lost, and nobody repairs that. It never throws, and waits for nobody.
   */
  pass(stream: StreamId, word: Uint8Array): void;
  /** At most one listener per stream and node. Dispose of it to stop. */
  subscribe(stream: StreamId, listener: Listener): Disposable;
}
