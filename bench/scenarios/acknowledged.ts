import { setTimeout as delay } from 'node:timers/promises';
import type { Member } from '../contestants/contestant.ts';
import { type Frame, teahouse } from '../contestants/teahouse.ts';
import type { Measurement, Scenario, Settings, Target } from '../scenario.ts';
import { newTally, type Tally } from '../support/frame-counter.ts';
import { CONNECTING_MAX, inParallel } from '../support/in-parallel.ts';
import { markedText, nowMicros } from '../support/mark.ts';
import { whileRunning } from '../support/running.ts';
import { spreadOf } from '../support/statistics.ts';
import { measureWindow, untilQuiet, type Window } from '../support/window.ts';

const CONNECTIONS = 100;
const IN_FLIGHT = 64;
const WARM_UP_MS = 2_000;

/** Everybody talks to themselves, as fast as the disk takes it: what one log can write. */
export function acknowledged(targets: readonly Target[]): Scenario {
  return {
    name: 'acknowledged',
    title: '100 clients in rooms of their own, 64 messages in flight each, 100 B',
    unit: 'messages per second acknowledged from disk',
    targets,
    entrants: [{ name: 'Teahouse', measure }],
  };
}

function measure(settings: Settings): Promise<Measurement> {
  return whileRunning(teahouse, async (server) => {
    const plan = { ports: [server.port], connections: CONNECTIONS, inFlight: IN_FLIGHT };
    return await whileSending(plan, (tally) => measureWindow(server, tally, settings.seconds));
  });
}

export interface SendingPlan {
  /** Of the nodes that clients are spread over. */
  readonly ports: readonly number[];
  readonly connections: number;
  readonly inFlight: number;
}

type Watched = Pick<Window, 'seconds' | 'serverShare' | 'generatorShare' | 'othersShare'>;

/** Lets everybody send to a room of their own, and counts the answers that come during a window. */
export async function whileSending(
  { ports, connections, inFlight }: SendingPlan,
  watch: (tally: Tally) => Promise<Watched>,
): Promise<Measurement> {
  const tally = newTally();
  const members = await inParallel(connections, CONNECTING_MAX, async (number) => {
    const port = ports[number % ports.length] as number;
    const [member] = await teahouse.fillRoom(port, tally, { number, members: 1 });
    return member as Member;
  });
  await untilQuiet(tally);
  const pipes = members.map((member) => new Pipe(member, inFlight));
  await delay(WARM_UP_MS);
  for (const pipe of pipes) pipe.forget();
  const window = await watch(tally);
  const latency = spreadOf(pipes.flatMap((pipe) => pipe.latenciesMs));
  return {
    figure: latency.count / window.seconds,
    details: {
      'median ms': latency.median,
      'p99 ms': latency.p99,
      server: window.serverShare,
      generator: window.generatorShare,
      others: window.othersShare,
      refused: pipes.reduce((sum, pipe) => sum + pipe.refused, 0),
    },
  };
}

/** Keeps a number of messages of one member in flight: an answer makes room for the next. */
class Pipe {
  latenciesMs: number[] = [];
  refused = 0;
  readonly #member: Member;
  readonly #sentAt = new Map<unknown, number>();

  constructor(member: Member, inFlight: number) {
    this.#member = member;
    member.socket.listen((text) => this.#hear(JSON.parse(text) as Frame));
    for (let sent = 0; sent < inFlight; sent++) this.#say();
  }

  forget(): void {
    this.latenciesMs = [];
  }

  #say(): void {
    const id = this.#member.say(markedText(0, nowMicros()));
    this.#sentAt.set(id, performance.now());
  }

  #hear(frame: Frame): void {
    if (frame.type !== 'ok' && frame.type !== 'error') return;
    if (frame.type === 'error') this.refused++;
    const sentAt = this.#sentAt.get(frame.id);
    if (sentAt === undefined) throw new Error(`an answer to nothing: ${frame.id}`);
    this.#sentAt.delete(frame.id);
    this.latenciesMs.push(performance.now() - sentAt);
    this.#say();
  }
}
