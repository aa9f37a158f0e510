import { capacityOf } from './capacity.ts';
import { demandOf, type Resource } from './demand.ts';
import { FIFTY_NODES, type House, STEPS } from './house.ts';
import { type Day, openLoop } from './simulation/open-loop.ts';
import { nodeDies, returnStorm } from './simulation/return-storm.ts';
import { halls, offices, SHAPES, smallRooms, type Workload } from './workload.ts';

export type Table = readonly (readonly string[])[];

/** The tables of docs/scaling.md, by the name that stands before each there. */
export const TABLES: Readonly<Record<string, () => Table>> = {
  capacity: capacityTable,
  days: daysTable,
  hot: hotTable,
  storms: stormsTable,
  million: millionTable,
};

/** What of a house is used up first, as more connect. */
function capacityTable(): Table {
  const rows = STEPS.flatMap((house) =>
    SHAPES.map((shape) => {
      const { connections, first, next } = capacityOf(house, shape);
      return [house.name, shape(connections).name, rounded(connections), first, next];
    }),
  );
  return [['house', 'people', 'connections', 'first to be full', 'next'], ...rows];
}

/** The connections at which each step is looked at. */
const USUAL: readonly number[] = [10_000, 50_000, 50_000, 200_000, 1_000_000];
/** Where so many are connected, a shorter time has as much in it. */
const MANY = 200_000;
const secondsFor = (connections: number) => (connections < MANY ? 4 : 0.5);

/** Some seconds of each step, simulated. */
function daysTable(): Table {
  const rows = STEPS.flatMap((house, step) =>
    SHAPES.map((shape) => dayRow(house, shape(USUAL[step] as number))),
  );
  const busy = ['a gateway', 'main thread', 'log thread or database', 'NATS'];
  return [['house', 'people', 'connections', 'shown after, p50', 'p99', ...busy], ...rows];
}

function dayRow(house: House, workload: Workload): readonly string[] {
  const day = openLoop({ house, workload, seconds: secondsFor(workload.connections) });
  const { busy } = day;
  return [
    house.name,
    workload.name,
    rounded(workload.connections),
    milliseconds(day.shownMs.p50),
    milliseconds(day.shownMs.p99),
    percent(busy.gateway),
    house.gatewaysPerNode > 1 ? percent(busy['main thread']) : '',
    percent(house.database ? busy.database : busy['log thread']),
    house.database ? natsOf(day) : '',
  ];
}

function natsOf({ busMessagesPerSecond, busy }: Day): string {
  return `${rounded(busMessagesPerSecond)}/s, ${percent(busy.NATS)}`;
}

/** Everybody of one node, or of the only server, comes back. */
function stormsTable(): Table {
  const rows = STEPS.map((house, step) => {
    const workload = smallRooms(USUAL[step] as number);
    const returning = workload.connections / house.nodes;
    const { seconds, welcomeMs } =
      house.nodes > 1 ? nodeDies(house, workload) : returnStorm({ house, workload, returning });
    const times = [milliseconds(welcomeMs.p50), milliseconds(welcomeMs.p99), `${seconds.toFixed(1)} s`];
    return [house.name, rounded(workload.connections), rounded(returning), ...times];
  });
  return [['house', 'connections', 'come back', 'welcome after, p50', 'p99', 'the last one'], ...rows];
}

/** One room, in which people of all nodes talk at once. */
const HOT = { people: 10_000, messagesPerSecond: [10, 100, 1_000] } as const;

function hotTable(): Table {
  const houses = STEPS.filter(({ database }) => database !== null);
  const rows = houses.flatMap((house) =>
    HOT.messagesPerSecond.map((messages) => {
      const workload = {
        ...halls(HOT.people),
        messagesPerPersonAndSecond: messages / HOT.people,
      };
      const { shownMs, lockWaitMs, messagesPerCommit } = openLoop({ house, workload, seconds: 1 });
      const shown = [shownMs, lockWaitMs].flatMap(({ p50, p99 }) => [milliseconds(p50), milliseconds(p99)]);
      return [house.name, rounded(messages), ...shown, rounded(messagesPerCommit)];
    }),
  );
  const head = ['shown after, p50', 'p99', 'wait for the lock, p50', 'p99', 'messages a commit'];
  return [['house', 'messages a second', ...head], ...rows];
}

const MILLION = 1_000_000;
/** How much more is said than usual. */
const LOUDER = 5;
const OF_A_MILLION: readonly Resource[] = [
  'gateway threads',
  'main thread',
  'database',
  'the lock of a hot room',
  'NATS',
  'network of NATS',
  'network of a node',
  'memory of a node',
  'connections to the database',
  'coming back: database',
];

/** What a million connections use of fifty nodes, usually and when five times as much is said. */
function millionTable(): Table {
  const shapes = [smallRooms, offices, halls].map((shape) => shape(MILLION));
  const louder = shapes.map((shape) => ({
    ...shape,
    messagesPerPersonAndSecond: shape.messagesPerPersonAndSecond * LOUDER,
  }));
  const demands = [...shapes, ...louder].map((workload) => demandOf(FIFTY_NODES, workload));
  const head = [
    '',
    ...shapes.map(({ name }) => name),
    ...louder.map(({ name }) => `${name}, five times as loud`),
  ];
  const rows = OF_A_MILLION.map((resource) => [
    resource,
    ...demands.map((demand) => percent(demand[resource] ?? 0)),
  ]);
  return [head, ...rows];
}

/** Two figures: a model has no more. */
function rounded(figure: number): string {
  return Number(figure.toPrecision(2)).toLocaleString('en');
}

function percent(share: number): string {
  const hundredths = share * 100;
  return hundredths < 1 ? '< 1 %' : `${Number(hundredths.toPrecision(2)).toLocaleString('en')} %`;
}

function milliseconds(ms: number): string {
  return `${Number(ms.toPrecision(2)).toLocaleString('en')} ms`;
}

/** As they stand on a page. */
export function markdownLines([head = [], ...rows]: Table): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)];
}
