import { setTimeout as delay } from 'node:timers/promises';
import { bareWs } from '../contestants/bare-ws.ts';
import type { Contestant } from '../contestants/contestant.ts';
import { mintGuests } from '../contestants/returning-guests.ts';
import { socketIo } from '../contestants/socket-io.ts';
import { greet, teahouse, uncompressed } from '../contestants/teahouse.ts';
import type { Measurement, Scenario, Target } from '../scenario.ts';
import { residentKib } from '../support/cpu.ts';
import { newTally, type Tally } from '../support/frame-counter.ts';
import { CONNECTING_MAX, inParallel } from '../support/in-parallel.ts';
import { DataFolder, startServer, whileRunning } from '../support/running.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { untilQuiet } from '../support/window.ts';

const CLIENTS = 9_000;
const SAMPLE_MS = 1_000;
/** Settled means that so many samples in a row differ by less than this. */
const SAMPLES_ALIKE = 5;
const CHANGE_KIB_MAX = 512;
/** Memory that still changes then is taken as it is. */
const SAMPLES_MAX = 40;

/** How much memory a client that says nothing costs the server. */
export function idle(targets: readonly Target[]): Scenario {
  return {
    name: 'idle',
    title: '9,000 idle clients',
    unit: 'KiB of server memory each',
    targets,
    entrants: [
      { name: 'Teahouse', measure: () => measureTeahouse(teahouse) },
      { name: 'compression off', measure: () => measureTeahouse(uncompressed) },
      { name: 'bare ws', measure: () => measurePeer(bareWs) },
      { name: 'Socket.IO', measure: () => measurePeer(socketIo) },
    ],
  };
}

function measurePeer(contestant: Contestant): Promise<Measurement> {
  return whileRunning(contestant, (server) =>
    measure(server, (_index, tally) => contestant.enter(server.port, tally)),
  );
}

/**
 * The guests are known already, so that what is measured is clients who are there, not their registration. They offer
 * compression, as browsers do.
 */
async function measureTeahouse(contestant: Contestant): Promise<Measurement> {
  using data = new DataFolder();
  const tokens = await register(data);
  await using server = await startServer(contestant, data);
  return await measure(server, (index, tally) =>
    greet(server.port, tally, { token: tokens[index] }, { offersDeflate: true }),
  );
}

async function register(data: DataFolder): Promise<readonly string[]> {
  await using server = await startServer(teahouse, data);
  return await mintGuests(server.port, CLIENTS);
}

async function measure(
  server: ServerProcess,
  enter: (index: number, tally: Tally) => Promise<unknown>,
): Promise<Measurement> {
  const tally = newTally();
  const emptyKib = await settledKib(server);
  await inParallel(CLIENTS, CONNECTING_MAX, (index) => enter(index, tally));
  await untilQuiet(tally);
  const fullKib = await settledKib(server);
  if (tally.lost > 0) throw new Error(`${tally.lost} connections were lost`);
  return {
    figure: (fullKib - emptyKib) / CLIENTS,
    details: { 'MiB empty': emptyKib / 1024, 'MiB full': fullKib / 1024 },
  };
}

/** Resident memory once it has stopped changing: no server is asked to collect its garbage. */
async function settledKib(server: ServerProcess): Promise<number> {
  const samplesKib: number[] = [];
  while (samplesKib.length < SAMPLES_MAX) {
    samplesKib.push(residentKib(server.pid));
    const last = samplesKib.slice(-SAMPLES_ALIKE);
    const spreadKib = Math.max(...last) - Math.min(...last);
    if (last.length === SAMPLES_ALIKE && spreadKib < CHANGE_KIB_MAX) break;
    await delay(SAMPLE_MS);
  }
  return samplesKib.at(-1) as number;
}
