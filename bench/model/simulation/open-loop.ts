import { COSTS, type Costs } from '../costs.ts';
import { gatewaysOf, type House } from '../house.ts';
import { messagesPerSecond, roomsOf, type Workload } from '../workload.ts';
import { chanceOf } from './chance.ts';
import { FLUSH_PARTS } from './gateway.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { spreadMs } from './spread.ts';

const SEED = 11;
const WARM_UP_MICROS = 300_000;
/** Between a client and its node, there and back. */
const AWAY_MICROS = 1_000;

export interface OpenLoop {
  readonly house: House;
  readonly workload: Workload;
  readonly seconds: number;
  readonly costs?: Costs;
}

export interface Day {
  /** From saying something to being shown it, at anybody. */
  readonly shownMs: { readonly p50: number; readonly p99: number };
  readonly lockWaitMs: { readonly p50: number; readonly p99: number };
  /** Shares of one thread, the busiest of its kind, or of all cores of a machine. */
  readonly busy: Readonly<Record<Part, number>>;
  readonly commitsPerSecond: number;
  readonly messagesPerCommit: number;
  readonly deliveriesPerWrite: number;
  readonly busMessagesPerSecond: number;
  /** What was said and is not on disk yet: it grows where a house cannot keep up. */
  readonly waiting: number;
}

export type Part = 'gateway' | 'main thread' | 'log thread' | 'cores of a node' | 'database' | 'NATS';

/** People say things when they like, whatever the house makes of it, and connections come and go. */
export function openLoop({ house, workload, seconds, costs = COSTS }: OpenLoop): Day {
  const random = chanceOf(SEED);
  const simulated = new SimulatedHouse(house, workload, { costs, random });
  const { clockwork } = simulated;
  const shown: number[] = [];
  const rooms = roomsOf(workload);
  const say = () => {
    const room = Math.floor(random() * rooms);
    const saidMicros = clockwork.nowMicros;
    // Of the places in a flush one is enough: they are as many as people, and all alike.
    const watched = Math.ceil(random() * FLUSH_PARTS) / FLUSH_PARTS;
    const onShown = (_gateway: number, place: number) => {
      if (place === watched) shown.push(clockwork.nowMicros - saidMicros + AWAY_MICROS);
    };
    simulated.say({ room, saidMicros, onShown }, simulated.placement.anyOf(room));
  };
  repeat(messagesPerSecond(workload), say);
  const comings = workload.connections / workload.connectionSeconds;
  repeat(comings, () => simulated.comeBack(Math.floor(random() * gatewaysOf(house)), () => undefined));
  repeat(heartbeatsPerSecond(workload) / HEARTBEATS_AT_ONCE, () => {
    const gateway = simulated.gateways[Math.floor(random() * gatewaysOf(house))];
    gateway?.thread.work(costs.gateway.heartbeatMicros * HEARTBEATS_AT_ONCE);
  });
  clockwork.runUntil(WARM_UP_MICROS);
  shown.length = 0;
  const before = readingOf(simulated);
  clockwork.runUntil(WARM_UP_MICROS + seconds * 1e6);
  return dayOf(simulated, { before, shown, seconds });

  function repeat(perSecond: number, act: () => void): void {
    if (perSecond <= 0) return;
    const again = () =>
      clockwork.after((-Math.log(1 - random()) / perSecond) * 1e6, () => {
        act();
        again();
      });
    again();
  }
}

const HEARTBEAT_SECONDS = 25;
/** Together, so that they do not fill the simulation: they are as small as they are many. */
const HEARTBEATS_AT_ONCE = 20;

function heartbeatsPerSecond({ connections }: Workload): number {
  return connections / HEARTBEAT_SECONDS;
}

interface Reading {
  readonly gateways: readonly number[];
  readonly mains: readonly number[];
  readonly logs: readonly number[];
  readonly nodes: readonly number[];
  readonly database: number;
  readonly nats: number;
  readonly commits: number;
  readonly messages: number;
  readonly deliveries: number;
  readonly writes: number;
  readonly busMessages: number;
}

function readingOf({ gateways, nodes, database, nats, busMessages }: SimulatedHouse): Reading {
  return {
    gateways: gateways.map(({ thread }) => thread.busyMicros),
    mains: nodes.map(({ main }) => main.busyMicros),
    logs: nodes.map(({ logThread }) => logThread?.busyMicros ?? 0),
    nodes: nodes.map(({ cores }) => cores.busyMicros / cores.count),
    database: database ? database.cores.busyMicros / database.cores.count : 0,
    nats: nats ? nats.busyMicros / nats.count : 0,
    commits: sum(nodes.map(({ engine }) => engine.commits)),
    messages: sum(nodes.map(({ engine }) => engine.messages)),
    deliveries: sum(gateways.map(({ deliveries }) => deliveries)),
    writes: sum(gateways.map(({ writes }) => writes)),
    busMessages,
  };
}

function dayOf(
  simulated: SimulatedHouse,
  { before, shown, seconds }: { before: Reading; shown: number[]; seconds: number },
): Day {
  const after = readingOf(simulated);
  const micros = seconds * 1e6;
  const busiest = (of: 'gateways' | 'mains' | 'logs' | 'nodes') =>
    Math.max(...after[of].map((busy, index) => (busy - (before[of][index] ?? 0)) / micros));
  const commits = after.commits - before.commits;
  return {
    shownMs: spreadMs(shown),
    lockWaitMs: spreadMs(simulated.database?.locks.waitsMicros ?? []),
    busy: {
      gateway: busiest('gateways'),
      'main thread': busiest('mains'),
      'log thread': busiest('logs'),
      'cores of a node': busiest('nodes'),
      database: (after.database - before.database) / micros,
      NATS: (after.nats - before.nats) / micros,
    },
    commitsPerSecond: commits / seconds,
    messagesPerCommit: (after.messages - before.messages) / commits,
    deliveriesPerWrite: (after.deliveries - before.deliveries) / (after.writes - before.writes),
    busMessagesPerSecond: (after.busMessages - before.busMessages) / seconds,
    waiting: sum(simulated.nodes.map(({ engine }) => engine.waiting)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
