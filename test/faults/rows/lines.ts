import type { Fault } from '../fault.ts';
import { patientAt } from './stale.ts';

/** Networks that pass nothing on, slowly notice, and come back with what they held. */
export const LINES: readonly Fault[] = [
  {
    name: 'one node is parted from NATS',
    bears: '[R9] [R10] [R16]',
    lastsMs: { short: 4_000, full: 30_000 },
    allowed: { stillMs: 3_000, lateMs: 3_000, refusals: false, sendsAway: 'none' },
    async harm({ nodes: [, { toBus }] }, lasts) {
      toBus.line.hold();
      await lasts();
      toBus.line.free();
    },
  },
  {
    name: 'one node is parted from PostgreSQL',
    bears: '[R4] [R15] [R16]',
    lastsMs: { short: 7_000, full: 30_000 },
    // What it had locked is free when the database ends its transaction.
    allowed: { stillMs: 9_000, lateMs: 'all along', refusals: true, sendsAway: 'must' },
    async harm({ nodes: [, node] }, lasts) {
      const patient = await patientAt(node);
      node.toStore.hold();
      await lasts();
      await patient.isSentAway();
      node.toStore.free();
    },
  },
  {
    name: 'all nodes are parted from PostgreSQL and NATS',
    bears: '[R4] [R9] [R15] [R16]',
    lastsMs: { short: 7_000, full: 30_000 },
    allowed: { stillMs: 'all along', lateMs: 'all along', refusals: true, sendsAway: 'must' },
    async harm({ nodes }, lasts) {
      const lines = nodes.flatMap(({ toStore, toBus }) => [toStore, toBus.line]);
      for (const line of lines) line.hold();
      await lasts();
      for (const line of lines) line.free();
    },
  },
  {
    name: 'connections to PostgreSQL and NATS break again and again',
    bears: '[R4] [R9]',
    lastsMs: { short: 3_000, full: 30_000 },
    allowed: { stillMs: 5_000, lateMs: 3_000, refusals: true, sendsAway: 'may' },
    async harm({ nodes }, lasts) {
      await lasts.doing(300, (count) => {
        const node = nodes[count % nodes.length];
        const line = count % 2 === 0 ? node?.toStore : node?.toBus.line;
        line?.cut();
        line?.free();
      });
    },
  },
];
