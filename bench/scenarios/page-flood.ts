import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Member } from '../contestants/contestant.ts';
import { teahouse } from '../contestants/teahouse.ts';
import type { Measurement, Scenario, Settings, Target } from '../scenario.ts';
import { Tab } from '../support/browser.ts';
import { newTally } from '../support/frame-counter.ts';
import { framesDuring, WATCH_FRAMES } from '../support/frames-of-page.ts';
import { whileRunning } from '../support/running.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { spreadOf } from '../support/statistics.ts';

const SENDERS = 10;
const MESSAGES_PER_SECOND = 1_000;
const BURST_EVERY_MS = 20;
/** Said before, one by one: nobody opens an empty room to be flooded in it. */
const SAID_BEFORE = 60;
const SAY_EVERY_MS = 50;
/** What somebody types meanwhile. */
const TYPED = 'the quick brown fox jumps over the lazy dog';
const KEY_EVERY_MS = 80;

/** A thousand messages a second in the open room, while its reader types. */
export function pageFlood(targets: readonly Target[]): Scenario {
  return {
    name: 'page-flood',
    title: '1,000 messages a second arrive in the open room',
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
  await using tab = await Tab.open(WATCH_FRAMES);
  await tab.enter(server.port, 'reader');
  const tally = newTally();
  const senders = await Promise.all(
    Array.from({ length: SENDERS }, () => teahouse.enter(server.port, tally)),
  );
  for (let count = 0; count < SAID_BEFORE; count++) {
    senders[count % senders.length]?.say(`message ${count}, at leisure 慢慢说`);
    await delay(SAY_EVERY_MS);
  }
  const seen = await framesDuring(tab.page, async () => {
    await Promise.all([flood(senders, seconds), type(tab.page)]);
  });
  const frames = spreadOf(seen.framesMs);
  return {
    figure: Math.max(...seen.framesMs),
    details: {
      frames: seen.framesMs.length,
      'median ms': frames.median,
      'p99 ms': frames.p99,
      'slowest key ms': Math.max(0, ...seen.inputsMs),
    },
  };
}

async function flood(senders: readonly Member[], seconds: number): Promise<void> {
  const burst = (MESSAGES_PER_SECOND * BURST_EVERY_MS) / 1000;
  const startMs = performance.now();
  for (let bursts = 0; bursts * BURST_EVERY_MS < seconds * 1000; bursts++) {
    for (let count = 0; count < burst; count++) {
      senders[(bursts * burst + count) % senders.length]?.say(
        `message ${bursts}.${count} of a flood 潮水般的消息`,
      );
    }
    await delay(Math.max(0, startMs + (bursts + 1) * BURST_EVERY_MS - performance.now()));
  }
}

async function type(page: Page): Promise<void> {
  await page.getByTestId('composer').pressSequentially(TYPED, { delay: KEY_EVERY_MS });
}
