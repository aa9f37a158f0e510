import type { Costs } from '../costs.ts';
import { gatewaysOf, type House } from '../house.ts';
import { placesTaken, presenceWords, roomsOf, type Workload } from '../workload.ts';
import { Clockwork } from './clockwork.ts';
import { Cores, Thread } from './cores.ts';
import { Gateway } from './gateway.ts';
import { GroupCommit } from './group-commit.ts';
import type { Message } from './message.ts';
import { Placement } from './placement.ts';
import { RoomLocks } from './room-locks.ts';
import { PostgresStore, SharedDatabase, SqliteStore } from './store.ts';

interface Node {
  readonly cores: Cores;
  readonly main: Thread;
  readonly logThread: Thread | null;
  readonly engine: GroupCommit;
}

/** The look at heads is done in such parts, between which others have their turn. */
const LOOK_PART_MICROS = 2_000;
const LOOK_EVERY_MICROS = 900_000;
const TURN_MICROS = 250_000;

/** A house with everybody in it, in which time passes as its costs say. */
export class SimulatedHouse {
  readonly clockwork = new Clockwork();
  readonly nodes: readonly Node[];
  readonly gateways: readonly Gateway[];
  readonly placement: Placement;
  readonly database: SharedDatabase | null;
  readonly nats: Cores | null;
  busMessages = 0;
  readonly #house: House;
  readonly #costs: Costs;
  readonly #workload: Workload;

  constructor(house: House, workload: Workload, { costs, random }: { costs: Costs; random: () => number }) {
    this.#house = house;
    this.#costs = costs;
    this.#workload = workload;
    this.placement = new Placement(gatewaysOf(house), workload.roomSize, random);
    this.database = house.database && this.#openDatabase(house.database.cores);
    this.nats = house.database && new Cores(this.clockwork, house.database.natsCores);
    this.nodes = Array.from({ length: house.nodes }, (_, index) => this.#startNode(index));
    this.gateways = this.nodes.flatMap((node, index) => this.#openGateways(node, index));
    if (!this.database) return;
    for (const node of this.nodes) {
      this.#lookAtHeads(node, random() * LOOK_EVERY_MICROS);
      this.#tellWhoIsPresent(node, random() * TURN_MICROS);
    }
  }

  /** Somebody at a gateway says something. */
  say(message: Message, gateway: number): void {
    const node = this.nodes[Math.floor(gateway / this.#house.gatewaysPerNode)] as Node;
    const { thread } = this.gateways[gateway] as Gateway;
    thread.work(this.#costs.gateway.commandMicros, () => node.engine.submit(message));
  }

  /** A client who comes back to a gateway, whose rooms are shown there already. */
  comeBack(gateway: number, then: () => void): void {
    const { thread } = this.gateways[gateway] as Gateway;
    const node = this.nodes[Math.floor(gateway / this.#house.gatewaysPerNode)] as Node;
    const { nodeReturnMicros, returnMicros, nodeOpenRoomMicros, openRoomMicros } = this.#costs.postgres;
    const welcome = () => thread.work(this.#costs.gateway.returnMicros / 2, then);
    thread.work(this.#costs.gateway.returnMicros / 2, () => {
      if (!this.database) return welcome();
      const rooms = this.#roomsOpenedByOne();
      node.main.work(nodeReturnMicros + rooms * nodeOpenRoomMicros, () =>
        this.database?.cores.run(returnMicros + rooms * openRoomMicros, welcome),
      );
    });
  }

  #openDatabase(cores: number): SharedDatabase {
    const locks = new RoomLocks(this.clockwork);
    return new SharedDatabase(this.clockwork, new Cores(this.clockwork, cores), {
      locks,
      costs: this.#costs,
    });
  }

  #startNode(index: number): Node {
    const { clockwork } = this;
    const cores = new Cores(clockwork, this.#house.coresPerNode);
    const main = new Thread(clockwork, cores);
    const logThread = this.database ? null : new Thread(clockwork, cores);
    const store = logThread
      ? new SqliteStore(logThread, this.#costs.sqlite)
      : new PostgresStore({
          clockwork,
          database: this.database as SharedDatabase,
          main,
          roundTripMicros: this.#house.database?.roundTripMicros ?? 0,
          costs: this.#costs.postgres,
        });
    const engine = new GroupCommit(clockwork, store, (batch) => this.#show(batch, index));
    return { cores, main, logThread, engine };
  }

  #openGateways(node: Node, nodeIndex: number): Gateway[] {
    const { gatewaysPerNode } = this.#house;
    return Array.from({ length: gatewaysPerNode }, (_, index) => {
      const thread = gatewaysPerNode === 1 ? node.main : new Thread(this.clockwork, node.cores);
      return new Gateway({
        index: nodeIndex * gatewaysPerNode + index,
        thread,
        clockwork: this.clockwork,
        costs: this.#costs.gateway,
        clients: this.#workload.connections / gatewaysOf(this.#house),
      });
    });
  }

  /** A batch at all gateways that have somebody who is shown it: those of other nodes hear it over NATS. */
  #show(batch: readonly Message[], from: number): void {
    const { publishMicros, takeMicros, natsInMicros, natsOutMicros } = this.#costs.bus;
    const perNode = this.#perNode(batch);
    this.#tell(from, perNode.get(from));
    const origin = this.nodes[from] as Node;
    if (!this.nats) return;
    origin.main.work(publishMicros * batch.length, () => {
      this.nats?.run(natsInMicros * batch.length, () => undefined);
      for (const [to, shown] of perNode) {
        if (to === from) continue;
        this.busMessages += shown.messages;
        this.nats?.run(natsOutMicros * shown.messages, () => {
          const { main } = this.nodes[to] as Node;
          main.work(takeMicros * shown.messages, () => this.#tell(to, shown));
        });
      }
    });
  }

  #tell(node: number, shown: Shown | undefined): void {
    const { main } = this.nodes[node] as Node;
    for (const [index, events] of shown?.gateways ?? []) {
      const gateway = this.gateways[index] as Gateway;
      if (gateway.thread === main) gateway.take(events);
      else main.work(this.#costs.gateway.crossingMicros * events.length, () => gateway.take(events));
    }
  }

  #perNode(batch: readonly Message[]): Map<number, Shown> {
    const nodes = new Map<number, Shown>();
    for (const message of batch) {
      const told = new Set<number>();
      for (const { gateway, members } of this.placement.of(message.room)) {
        const node = Math.floor(gateway / this.#house.gatewaysPerNode);
        const shown = nodes.get(node) ?? { messages: 0, gateways: new Map() };
        nodes.set(node, shown);
        if (!told.has(node)) shown.messages++;
        told.add(node);
        const events = shown.gateways.get(gateway) ?? [];
        events.push({ message, members });
        shown.gateways.set(gateway, events);
      }
    }
    return nodes;
  }

  #lookAtHeads(node: Node, inMicros: number): void {
    const { nodeHeadMicros, headMicros } = this.#costs.postgres;
    const streams = streamsPerNode(this.#house, this.#workload);
    this.clockwork.after(inMicros, () => {
      this.database?.cores.run(headMicros * streams, () => {
        inParts(node.main, nodeHeadMicros * streams);
        this.#lookAtHeads(node, LOOK_EVERY_MICROS);
      });
    });
  }

  /** Heartbeats of rooms, and those of others, which come in about as often. */
  #tellWhoIsPresent(node: Node, inMicros: number): void {
    const { bus, presence } = this.#costs;
    const turns = 1e6 / TURN_MICROS;
    const words = presenceWords(this.#workload, this.#house.nodes, presence.beatSeconds);
    const [said, heard] = [words.said / turns, words.heard / turns];
    this.clockwork.after(inMicros, () => {
      this.busMessages += heard;
      this.nats?.run(said * bus.natsInMicros + heard * bus.natsOutMicros, () => undefined);
      const saying = said * (bus.publishMicros + presence.wordMicros);
      inParts(node.main, saying + heard * (bus.takeMicros + presence.wordMicros));
      this.#tellWhoIsPresent(node, TURN_MICROS);
    });
  }

  /** Rooms of somebody that were not shown yet where they come to. */
  #roomsOpenedByOne(): number {
    const { roomsPerPerson, roomSize } = this.#workload;
    return roomsPerPerson * (1 - 1 / this.#house.nodes) ** Math.min(roomSize, 1_000);
  }
}

interface Shown {
  messages: number;
  readonly gateways: Map<number, { message: Message; members: number }[]>;
}

/** What a node listens to: its people’s own streams and their rooms. */
export function streamsPerNode({ nodes }: House, workload: Workload): number {
  const shownAt = placesTaken(workload.roomSize, nodes) / nodes;
  return workload.connections / nodes + roomsOf(workload) * shownAt;
}

function inParts(thread: Thread, micros: number): void {
  if (micros <= 0) return;
  thread.work(Math.min(micros, LOOK_PART_MICROS), () => inParts(thread, micros - LOOK_PART_MICROS));
}
