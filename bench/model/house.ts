/** What a house is built of. */
export interface House {
  readonly name: string;
  readonly nodes: number;
  readonly coresPerNode: number;
  /** Threads with sockets in each node. With one, it is also the node’s main thread. */
  readonly gatewaysPerNode: number;
  /** Null is SQLite in the node; otherwise PostgreSQL and NATS on machines of their own. */
  readonly database: Database | null;
}

export interface Database {
  readonly cores: number;
  readonly connectionsMax: number;
  /** There and back between a node and the database. */
  readonly roundTripMicros: number;
  readonly natsCores: number;
}

/** Within a data centre. */
const ROUND_TRIP_MICROS = 250;

const ONE_CORE: House = {
  name: 'one core',
  nodes: 1,
  coresPerNode: 1,
  gatewaysPerNode: 1,
  database: null,
};
const ONE_MACHINE: House = {
  name: 'one machine of 8 cores',
  nodes: 1,
  coresPerNode: 8,
  gatewaysPerNode: 6,
  database: null,
};
const THREE_NODES: House = {
  name: '3 nodes of 4 cores',
  nodes: 3,
  coresPerNode: 4,
  gatewaysPerNode: 3,
  // What PostgreSQL allows by itself.
  database: { cores: 8, connectionsMax: 100, roundTripMicros: ROUND_TRIP_MICROS, natsCores: 2 },
};
const TEN_NODES: House = {
  name: '10 nodes of 8 cores',
  nodes: 10,
  coresPerNode: 8,
  gatewaysPerNode: 6,
  database: { cores: 16, connectionsMax: 200, roundTripMicros: ROUND_TRIP_MICROS, natsCores: 4 },
};
export const FIFTY_NODES: House = {
  name: '50 nodes of 8 cores',
  nodes: 50,
  coresPerNode: 8,
  gatewaysPerNode: 6,
  database: { cores: 32, connectionsMax: 600, roundTripMicros: ROUND_TRIP_MICROS, natsCores: 8 },
};

/** Each the next when the one before is full. */
export const STEPS: readonly House[] = [ONE_CORE, ONE_MACHINE, THREE_NODES, TEN_NODES, FIFTY_NODES];
/** The house that performance.md was measured in. */
export const MEASURED_HOUSE = ONE_CORE;

/** Threads with sockets in the whole house. */
export function gatewaysOf({ nodes, gatewaysPerNode }: House): number {
  return nodes * gatewaysPerNode;
}
