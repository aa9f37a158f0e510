import { setTimeout as delay } from 'node:timers/promises';
import { comeBack, mintGuests } from '../contestants/returning-guests.ts';
import { ask, type Frame, greet, LOBBY, teahouse } from '../contestants/teahouse.ts';
import type { Measurement, Scenario, Target } from '../scenario.ts';
import { cpuSeconds, peakResidentKib } from '../support/cpu.ts';
import { newTally, type Tally } from '../support/frame-counter.ts';
import { CONNECTING_MAX, inParallel } from '../support/in-parallel.ts';
import { MarkScanner, markedText, markOf, nowMicros } from '../support/mark.ts';
import { DataFolder, startServer } from '../support/running.ts';
import { spreadOf } from '../support/statistics.ts';
import { untilQuiet } from '../support/window.ts';

export const CLIENTS = 9_000;
export const EVENTS_BEHIND = 100;
const LAST = EVENTS_BEHIND - 1;
const CATCH_UP_MS_MAX = 120_000;

/** A server is killed and started again on the same data, and everybody comes back at once. */
export function returning(targets: readonly Target[]): Scenario {
  return {
    name: 'come-back',
    title: '9,000 clients come back after a restart, each 100 events behind',
    unit: 'seconds until the last one is level',
    targets,
    entrants: [{ name: 'Teahouse', measure }],
  };
}

async function measure(): Promise<Measurement> {
  using data = new DataFolder();
  const { tokens, position } = await leaveBehind(data);
  await using server = await startServer(teahouse, data);
  const tally = newTally();
  const cpuBefore = cpuSeconds(server.pid);
  const { seconds, spread } = await allComeBack({ ports: [server.port], tokens, position, tally });
  await untilQuiet(tally);
  const strays = tally.texts - CLIENTS * (EVENTS_BEHIND + 1);
  if (strays !== 0) throw new Error(`${strays} events more than a welcome and 100 events for each`);
  return {
    figure: seconds,
    details: {
      'median ms': spread.median,
      'p99 ms': spread.p99,
      'server CPU s': cpuSeconds(server.pid) - cpuBefore,
      'peak MiB': peakResidentKib(server.pid) / 1024,
    },
  };
}

/** Fills the lobby, notes where it stands, says 100 texts more, and pulls the plug. */
async function leaveBehind(data: DataFolder): Promise<{ tokens: readonly string[]; position: Frame }> {
  await using server = await startServer(teahouse, data);
  const tokens = await mintGuests(server.port, CLIENTS);
  const { socket, welcome } = await greet(server.port, newTally(), { name: 'bench' });
  const { epoch, head, id } = (welcome.rooms as readonly Frame[])[0] ?? {};
  for (let index = 0; index <= LAST; index++) {
    await ask(socket, { type: 'send', id: `s${index}`, room: LOBBY, text: markedText(index, nowMicros()) });
  }
  await server.kill();
  return { tokens, position: { epoch, seq: head, id } };
}

interface ComingBack {
  /** Of the servers they are spread over. */
  readonly ports: readonly number[];
  /** One for each client. */
  readonly tokens: readonly string[];
  /** Where all of them are in the lobby. */
  readonly position: Frame;
  readonly tally: Tally;
}

/** Everybody connects at once, and is level when shown the last text that was said. */
export async function allComeBack({ ports, tokens, position, tally }: ComingBack) {
  const startedAt = performance.now();
  const levelAfterMs: number[] = [];
  await inParallel(tokens.length, CONNECTING_MAX, async (index) => {
    const hello = { token: tokens[index], resume: { [LOBBY]: position } };
    const beganAt = performance.now();
    const socket = await comeBack(ports[index % ports.length] as number, tally, hello);
    socket.scan(new MarkScanner(markOf(LAST), () => levelAfterMs.push(performance.now() - beganAt)));
  });
  await allLevel(levelAfterMs, tokens.length, tally);
  return { seconds: (performance.now() - startedAt) / 1000, spread: spreadOf(levelAfterMs) };
}

/** Resolves when so many have come level. */
async function allLevel(levelAfterMs: readonly number[], clients: number, tally: Tally): Promise<void> {
  const deadline = performance.now() + CATCH_UP_MS_MAX;
  while (levelAfterMs.length < clients) {
    if (tally.lost > 0) throw new Error(`${tally.lost} connections were lost`);
    if (performance.now() > deadline) throw new Error(`only ${levelAfterMs.length} of ${clients} are level`);
    await delay(5);
  }
}
