import type { RoomId } from '@teahouse/protocol/ids';
import type { Bus } from '../bus/bus.ts';
import type { Engine } from '../engine/engine.ts';
import type { PresenceWord } from '../presence/words.ts';
import type { PresenceBoard } from '../sessions/services.ts';
import type { Archive } from '../storage/archive.ts';
import type { Admission } from '../transport/admission.ts';

/** Whether other nodes are heard of at once; null if there are none, or they are only found in the store. */
export type BusStatus = 'connected' | 'away' | null;

/** What stands behind the gateways of a process, in their own thread or in another. */
export interface House {
  readonly engine: Engine;
  readonly archive: Archive;
  /** What gateways hear of streams, and tell each other. */
  readonly bus: Pick<Bus, 'subscribe' | 'pass'>;
  readonly presence: PresenceBoard;
  /** Takes what another node said of who is connected to it. */
  takePresence(room: RoomId, word: PresenceWord): void;
  readonly admission: Admission;
  /** Whether other nodes write to the store too. */
  readonly isShared: boolean;
  busStatus(): BusStatus | Promise<BusStatus>;
  /** Of the whole process, in the text format of Prometheus. */
  metrics(): Promise<string>;
}
