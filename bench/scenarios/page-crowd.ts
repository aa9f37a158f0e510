import { setTimeout as delay } from 'node:timers/promises';
import type { Member } from '../contestants/contestant.ts';
import { teahouse } from '../contestants/teahouse.ts';
import type { Measurement, Scenario, Settings, Target } from '../scenario.ts';
import { Tab } from '../support/browser.ts';
import { unpinned } from '../support/cpu.ts';
import { newTally } from '../support/frame-counter.ts';
import { framesDuring, WATCH_FRAMES } from '../support/frames-of-page.ts';
import { CONNECTING_MAX, inParallel } from '../support/in-parallel.ts';
import { whileRunning } from '../support/running.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { spreadOf } from '../support/statistics.ts';

const PRESENT = 10_000;
const SAY_EVERY_MS = 100;
/** The reader has been in for a while. */
const SETTLE_MS = 2_000;
/** Somebody goes and somebody comes this often. */
const CHANGE_EVERY_MS = 50;

/** The page in a room of ten thousand who are present, of whom some speak, and some come and go. */
export function pageCrowd(targets: readonly Target[]): Scenario {
  return {
    name: 'page-crowd',
    title: 'the page in a room with 10,000 present',
    unit: 'longest frame in ms',
    targets,
    entrants: [
      {
        name: 'Teahouse',
        measure: (settings) => whileRunning(teahouse, (server) => measure(server, settings)),
      },
    ],
  };
}

async function measure(server: ServerProcess, { seconds }: Settings): Promise<Measurement> {
  const tally = newTally();
  const enter = () => teahouse.enter(server.port, tally);
  const crowd = await inParallel(PRESENT, CONNECTING_MAX, enter);
  await using tab = await Tab.open(WATCH_FRAMES);
  await tab.enter(server.port, 'reader');
  using _ = unpinned(server);
  await delay(SETTLE_MS);
  const { framesMs } = await framesDuring(tab.page, async () => {
    await Promise.all([talk(crowd, seconds), comeAndGo(crowd, enter, seconds)]);
  });
  const frames = spreadOf(framesMs);
  return {
    figure: Math.max(...framesMs),
    details: { frames: framesMs.length, 'median ms': frames.median, 'p99 ms': frames.p99 },
  };
}

async function talk(crowd: readonly Member[], seconds: number): Promise<void> {
  const endMs = performance.now() + seconds * 1000;
  for (let count = 0; performance.now() < endMs; count++) {
    crowd.at(-1 - (count % 10))?.say(`message ${count}`);
    await delay(SAY_EVERY_MS);
  }
}

async function comeAndGo(
  crowd: readonly Member[],
  enter: () => Promise<Member>,
  seconds: number,
): Promise<void> {
  const endMs = performance.now() + seconds * 1000;
  for (let count = 0; performance.now() < endMs; count++) {
    crowd[count]?.socket.close();
    await enter();
    await delay(CHANGE_EVERY_MS);
  }
}
