import { randomBytes } from 'node:crypto';
import type { RoomId } from '@teahouse/protocol/ids';
import { Peers } from '../presence/peers.ts';
import { Presence } from '../presence/presence.ts';
import type { NodeId, PresenceWord } from '../presence/words.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { encodeWord } from '../sessions/words.ts';
import { chance } from './chance.ts';
import type { OpenedBus } from './open-bus.ts';

/** No two nodes that run at once have the same. */
const NODE_ID_BYTES = 8;

interface Parts {
  readonly opened: OpenedBus;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

export interface OpenedPresence {
  readonly presence: Presence;
  /** Takes what another node said of who is connected to it. */
  take(room: RoomId, word: PresenceWord): void;
  /** Other nodes are told that this one goes. Before the bus is closed. */
  close(): void;
}

/** Who is present: at this node and, if nodes hear of each other at once, at the others. */
export function openPresence({ opened, clock, metrics }: Parts): OpenedPresence {
  const presence = new Presence(clock);
  if (opened.status() === null) return { presence, take: () => {}, close: () => {} };
  const peers = new Peers({
    presence,
    clock,
    random: chance,
    node: randomBytes(NODE_ID_BYTES).toString('hex') as NodeId,
    pass: (room, word) => opened.bus.pass(room, encodeWord({ kind: 'presence', word })),
    isConnected: () => opened.status() === 'connected',
  });
  metrics.watch('teahouse_presence_nodes', 'Other nodes that tell who is present', () => peers.nodeCount);
  return {
    presence,
    take: (room, word) => peers.take(room, word),
    close: () => peers[Symbol.dispose](),
  };
}
