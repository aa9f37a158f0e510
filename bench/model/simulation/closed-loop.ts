import { COSTS, type Costs } from '../costs.ts';
import type { House } from '../house.ts';
import type { Workload } from '../workload.ts';
import { chanceOf } from './chance.ts';
import { FLUSH_PARTS } from './gateway.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { spreadMs } from './spread.ts';

const SEED = 7;
const WARM_UP_MICROS = 500_000;
/** Between the generator and the server, one way, and what the generator does. */
const AWAY_MICROS = 100;

export interface Loop {
  readonly house: House;
  readonly workload: Workload;
  /** How many talk in each room. */
  readonly senders: number;
  readonly rooms: number;
  /** Messages that each of them has under way. */
  readonly inFlight: number;
  readonly seconds: number;
  readonly costs?: Costs;
}

export interface LoopFigures {
  readonly deliveriesPerCpuSecond: number;
  readonly messagesPerSecond: number;
  readonly medianMs: number;
}

/** As `bench/support/closed-loop.ts`: each says the next thing when the last one has come back. */
export function closedLoop(loop: Loop): LoopFigures {
  const { house, workload, seconds, costs = COSTS } = loop;
  const simulated = new SimulatedHouse(house, workload, { costs, random: chanceOf(SEED) });
  const { clockwork, gateways, nodes } = simulated;
  const heard: Heard = { latencies: [], back: 0 };
  beginTalking(simulated, loop, heard);
  clockwork.runUntil(WARM_UP_MICROS);
  heard.latencies.length = 0;
  const cpuMicros = () => nodes.reduce((sum, { cores }) => sum + cores.busyMicros, 0);
  const before = { back: heard.back, cpu: cpuMicros(), shown: deliveries(gateways) };
  clockwork.runUntil(WARM_UP_MICROS + seconds * 1e6);
  const cpuSeconds = (cpuMicros() - before.cpu) / 1e6;
  return {
    deliveriesPerCpuSecond: (deliveries(gateways) - before.shown) / cpuSeconds,
    messagesPerSecond: (heard.back - before.back) / seconds,
    medianMs: spreadMs(heard.latencies).p50,
  };
}

interface Heard {
  readonly latencies: number[];
  back: number;
}

function beginTalking(simulated: SimulatedHouse, { senders, rooms, inFlight }: Loop, heard: Heard): void {
  const { clockwork, placement } = simulated;
  const speak = (room: number, sender: number) => {
    const gateway = placement.anyOf(room);
    // Where in a flush it is this sender’s turn.
    const turn = Math.ceil((FLUSH_PARTS * (sender + 0.5)) / senders) / FLUSH_PARTS;
    const saidMicros = clockwork.nowMicros;
    const onShown = (shownAt: number, place: number) => {
      heard.latencies.push(clockwork.nowMicros - saidMicros);
      if (shownAt !== gateway || place !== turn) return;
      heard.back++;
      clockwork.after(2 * AWAY_MICROS, () => speak(room, sender));
    };
    simulated.say({ room, saidMicros, onShown }, gateway);
  };
  for (let room = 0; room < rooms; room++) {
    for (let sender = 0; sender < senders; sender++) {
      for (let flight = 0; flight < inFlight; flight++) speak(room, sender);
    }
  }
}

function deliveries(gateways: readonly { deliveries: number }[]): number {
  return gateways.reduce((sum, { deliveries: shown }) => sum + shown, 0);
}
