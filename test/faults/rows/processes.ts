import type { Fault } from '../fault.ts';
import { patientAt } from './stale.ts';

/** Programs that die, or stand still. */
export const PROCESSES: readonly Fault[] = [
  {
    name: 'a node is killed',
    bears: '[R2] [R3] [R19] [R28]',
    lastsMs: { short: 1_000, full: 10_000 },
    allowed: { stillMs: 5_000, lateMs: 3_000, refusals: true, sendsAway: 'none' },
    async harm({ nodes: [, node] }, lasts) {
      await node.kill();
      await lasts();
      await node.startAgain();
    },
  },
  {
    name: 'NATS is killed',
    bears: '[R9]',
    lastsMs: { short: 3_000, full: 60_000 },
    allowed: { stillMs: 3_000, lateMs: 3_000, refusals: false, sendsAway: 'none' },
    async harm(site, lasts) {
      await site.nats.kill();
      await lasts();
      site.nats = await site.nats.successor();
    },
  },
  {
    name: 'PostgreSQL is killed',
    bears: '[R4]',
    lastsMs: { short: 1_500, full: 20_000 },
    allowed: { stillMs: 'all along', lateMs: 'all along', refusals: true, sendsAway: 'may' },
    async harm({ postgres }, lasts) {
      await postgres.kill();
      await lasts();
      await postgres.startAgain();
    },
  },
  {
    name: 'NATS is paused',
    bears: '[R9]',
    lastsMs: { short: 4_000, full: 20_000 },
    allowed: { stillMs: 3_000, lateMs: 3_000, refusals: false, sendsAway: 'none' },
    async harm({ nats }, lasts) {
      nats.freeze();
      await lasts();
      nats.thaw();
    },
  },
  {
    name: 'a node is paused, and wakes',
    bears: '[R15]',
    lastsMs: { short: 7_000, full: 60_000 },
    // What it had locked is free when the database ends its transaction.
    allowed: { stillMs: 9_000, lateMs: 'all along', refusals: true, sendsAway: 'may' },
    async harm({ nodes: [, node] }, lasts) {
      const patient = await patientAt(node);
      node.freeze();
      await lasts();
      node.thaw();
      await patient.isSentAway();
    },
  },
];
