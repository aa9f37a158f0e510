import { COSTS, type Costs } from './costs.ts';
import { type Database, gatewaysOf, type House } from './house.ts';
import { messagesPerSecond, placesTaken, presenceWords, roomsOf, type Workload } from './workload.ts';

/** A flush may take so long, and its pause: beyond it people would see things late. More is gathered in each meanwhile. */
const FLUSH_SECONDS_MAX = 0.5;
/** As `PAUSE_SHARE` of `packages/server/src/fanout/flush-cycle.ts`. */
const FLUSH_WITH_PAUSE = 1.5;
/** Each node commits so often at least, gathering what is said in between. */
const COMMITS_PER_SECOND_MIN = 4;
/** Everybody is back within so long after a node, or the only server, has died. */
const BACK_SECONDS_MAX = 10;
const HEARTBEAT_SECONDS = 25;
/** Ten gigabits. */
const NETWORK_BYTES_PER_SECOND = 1.25e9;
const NODE_MEMORY_KIB = 16 * 1024 * 1024;
const NODE_MEMORY_EMPTY_KIB = 120 * 1024;

export type Resource =
  | 'gateway threads'
  | 'main thread'
  | 'log thread'
  | 'cores of a node'
  | 'memory of a node'
  | 'network of a node'
  | 'coming back: gateways'
  | 'coming back: main threads'
  | 'coming back: database'
  | 'database'
  | 'connections to the database'
  | 'the lock of a hot room'
  | 'NATS'
  | 'network of NATS';

/** The share that is needed of what there is; above 1 it cannot be done. */
export type Demand = Readonly<Partial<Record<Resource, number>>>;

/** What a workload asks of a house, if everything gathers as much as people stand. A closed form: nothing waits for chance. */
export function demandOf(house: House, workload: Workload, costs: Costs = COSTS): Demand {
  const rates = ratesOf(house, workload);
  const gateway = gatewayShare(rates, costs);
  const node = { ...rates, house, workload, costs };
  const shares = house.database ? databaseShares(house.database, node) : sqliteShares(node);
  const threads =
    house.gatewaysPerNode * gateway + (shares['main thread'] ?? 0) + (shares['log thread'] ?? 0);
  const { connectionsPerNode, deliveriesPerSecond, streamsPerNode } = rates;
  const { memoryKib, frameBytes, writeBytes } = costs.client;
  const streamKib = house.database ? costs.bus.nodeStreamKib : 0;
  const memory = NODE_MEMORY_EMPTY_KIB + connectionsPerNode * memoryKib + streamsPerNode * streamKib;
  return {
    'gateway threads': gateway,
    'cores of a node': threads / house.coresPerNode,
    'memory of a node': memory / NODE_MEMORY_KIB,
    'network of a node':
      ((deliveriesPerSecond / house.nodes) * (frameBytes + writeBytes)) / NETWORK_BYTES_PER_SECOND,
    ...shares,
  };
}

interface Rates {
  readonly messages: number;
  readonly deliveriesPerSecond: number;
  readonly connectionsPerNode: number;
  readonly connectionsPerGateway: number;
  readonly messagesPerGateway: number;
  /** Messages that a gateway, or a node, has somebody for. */
  readonly shownPerGateway: number;
  readonly shownPerNode: number;
  readonly streamsPerNode: number;
  readonly comingsPerSecond: number;
  readonly gateways: number;
}

function ratesOf(house: House, workload: Workload): Rates {
  const { connections, roomSize } = workload;
  const gateways = gatewaysOf(house);
  const messages = messagesPerSecond(workload);
  const nodesPerRoom = placesTaken(roomSize, house.nodes);
  return {
    messages,
    deliveriesPerSecond: messages * roomSize,
    connectionsPerNode: connections / house.nodes,
    connectionsPerGateway: connections / gateways,
    messagesPerGateway: messages / gateways,
    shownPerGateway: (messages * placesTaken(roomSize, gateways)) / gateways,
    shownPerNode: (messages * nodesPerRoom) / house.nodes,
    streamsPerNode: connections / house.nodes + (roomsOf(workload) * nodesPerRoom) / house.nodes,
    comingsPerSecond: connections / workload.connectionSeconds,
    gateways,
  };
}

function gatewayShare(rates: Rates, { gateway }: Costs): number {
  const { connectionsPerGateway: clients, deliveriesPerSecond, gateways } = rates;
  const framesPerFlush = (deliveriesPerSecond / gateways) * FLUSH_SECONDS_MAX;
  // Whoever has two frames in a flush has one write.
  const writesPerFlush = clients * (1 - Math.exp(-framesPerFlush / clients));
  const flushMicros = writesPerFlush * gateway.writeMicros + framesPerFlush * gateway.frameMicros;
  const others =
    rates.messagesPerGateway * gateway.commandMicros +
    rates.shownPerGateway * gateway.eventMicros +
    (clients / HEARTBEAT_SECONDS) * gateway.heartbeatMicros +
    (rates.comingsPerSecond / gateways) * gateway.returnMicros;
  return ((flushMicros * FLUSH_WITH_PAUSE) / FLUSH_SECONDS_MAX + others) / 1e6;
}

interface Node extends Rates {
  readonly house: House;
  readonly workload: Workload;
  readonly costs: Costs;
}

/** Of a batch: how much is said in it, and in how many rooms. */
function batchOf(messagesPerSecondAndNode: number, rooms: number) {
  const commits = Math.min(messagesPerSecondAndNode, COMMITS_PER_SECOND_MIN);
  const messages = commits > 0 ? messagesPerSecondAndNode / commits : 0;
  return { commits, messages, rooms: placesTaken(messages, rooms) };
}

function sqliteShares({ messages, workload, house, costs, gateways }: Node): Demand {
  const { sqlite, gateway } = costs;
  const batch = batchOf(messages, roomsOf(workload));
  const micros =
    sqlite.batchMicros +
    sqlite.fsyncMicros +
    sqlite.messageMicros * batch.messages +
    (sqlite.roomMicros + sqlite.pageMicros) * batch.rooms;
  const told = placesTaken(workload.roomSize, gateways);
  return {
    'log thread': (batch.commits * micros) / 1e6,
    ...(house.gatewaysPerNode > 1 && { 'main thread': (messages * told * gateway.crossingMicros) / 1e6 }),
    'coming back: gateways':
      (workload.connections * gateway.returnMicros) / gateways / 1e6 / BACK_SECONDS_MAX,
  };
}

function databaseShares(database: Database, node: Node): Demand {
  const { house, messages, workload, costs } = node;
  const { postgres, bus, gateway, presence } = costs;
  const nodes = house.nodes;
  const batch = batchCosts(node);
  const coming = returnCosts(node);
  const fromOthers = Math.max(0, node.shownPerNode - messages / nodes);
  const told = house.gatewaysPerNode > 1 ? node.shownPerGateway * house.gatewaysPerNode : 0;
  const words = presenceWords(workload, nodes, presence.beatSeconds);
  const mainMicros =
    words.said * (bus.publishMicros + presence.wordMicros) +
    words.heard * (bus.takeMicros + presence.wordMicros) +
    batch.commits * batch.nodeMicros +
    (messages / nodes) * bus.publishMicros +
    fromOthers * bus.takeMicros +
    told * gateway.crossingMicros +
    node.streamsPerNode * postgres.nodeHeadMicros +
    (node.comingsPerSecond / nodes) * coming.nodeMicros;
  const databaseMicros =
    nodes * batch.commits * batch.databaseMicros +
    nodes * node.streamsPerNode * postgres.headMicros +
    node.comingsPerSecond * coming.databaseMicros;
  const [busIn, busOut] = [messages + words.said * nodes, (fromOthers + words.heard) * nodes];
  const wordBytes = (words.said + words.heard) * nodes * presence.wordBytes;
  const busBytes = (messages + fromOthers * nodes) * bus.messageBytes + wordBytes;
  return {
    'main thread': mainMicros / 1e6,
    database: databaseMicros / database.cores / 1e6,
    'connections to the database': (nodes * postgres.connectionsPerNode) / database.connectionsMax,
    'the lock of a hot room': hotRoomShare(database, node),
    NATS: (busIn * bus.natsInMicros + busOut * bus.natsOutMicros) / database.natsCores / 1e6,
    'network of NATS': busBytes / NETWORK_BYTES_PER_SECOND,
    ...afterADeath(database, node),
  };
}

/** Nodes that write to the same room do so in turn. */
function hotRoomShare({ roundTripMicros }: Database, node: Node): number {
  const { messages, workload, house, costs } = node;
  const { nodeMicros, databaseMicros } = batchCosts(node);
  const { statements, fsyncMicros } = costs.postgres;
  const turns = Math.min(messages / roomsOf(workload), house.nodes * COMMITS_PER_SECOND_MIN);
  return (turns * ((statements - 2) * roundTripMicros + databaseMicros + nodeMicros + fsyncMicros)) / 1e6;
}

/** What one commit of a node costs it and the database, if it gathers as long as people stand. */
function batchCosts({ messages, house, workload, costs: { postgres } }: Node) {
  const { commits, messages: said, rooms } = batchOf(messages / house.nodes, roomsOf(workload));
  return {
    commits,
    nodeMicros:
      postgres.nodeBatchMicros + postgres.nodeMessageMicros * said + postgres.nodeRoomMicros * rooms,
    databaseMicros: postgres.batchMicros + postgres.messageMicros * said + postgres.roomMicros * rooms,
  };
}

/** What somebody who comes back costs, with the rooms that the node does not show yet. */
function returnCosts({ house, workload, costs: { postgres } }: Node) {
  const opened = workload.roomsPerPerson * (1 - 1 / house.nodes) ** workload.roomSize;
  return {
    nodeMicros: postgres.nodeReturnMicros + opened * postgres.nodeOpenRoomMicros,
    databaseMicros: postgres.returnMicros + opened * postgres.openRoomMicros,
  };
}

/** Everybody of one node is taken in by the others. */
function afterADeath(database: Database, node: Node): Demand {
  const { house, workload, costs } = node;
  const coming = returnCosts(node);
  const returning = workload.connections / house.nodes / BACK_SECONDS_MAX / 1e6;
  const others = Math.max(1, house.nodes - 1);
  return {
    'coming back: gateways': (returning * costs.gateway.returnMicros) / (others * house.gatewaysPerNode),
    'coming back: main threads': (returning * coming.nodeMicros) / others,
    'coming back: database': (returning * coming.databaseMicros) / database.cores,
  };
}
