import { setTimeout as delay } from 'node:timers/promises';
import { coreBusySeconds, cpuSeconds } from './cpu.ts';
import type { Tally } from './frame-counter.ts';
import type { ServerProcess } from './server-process.ts';

const QUIET_MS = 300;
const QUIET_WAIT_MS_MAX = 60_000;

/** What happened between two moments. */
export interface Window {
  readonly seconds: number;
  readonly texts: number;
  readonly frames: number;
  readonly bytes: number;
  readonly serverCpuSeconds: number;
  /** Parts of one core: a generator near 1 means that the server could have done more. */
  readonly serverShare: number;
  readonly generatorShare: number;
  /** What other programs took of the server's core: above a few hundredths the figures are shaky. */
  readonly othersShare: number;
}

export async function measureWindow(server: ServerProcess, tally: Tally, seconds: number): Promise<Window> {
  const before = { ...tally, ...clocks(server), own: process.cpuUsage() };
  await delay(seconds * 1000);
  const after = clocks(server);
  const passed = after.now - before.now;
  const own = process.cpuUsage(before.own);
  const serverCpuSeconds = after.server - before.server;
  if (tally.lost > 0) throw new Error(`${tally.lost} connections were lost`);
  return {
    seconds: passed,
    texts: tally.texts - before.texts,
    frames: tally.frames - before.frames,
    bytes: tally.bytes - before.bytes,
    serverCpuSeconds,
    serverShare: serverCpuSeconds / passed,
    generatorShare: (own.user + own.system) / 1e6 / passed,
    othersShare: Math.max(0, after.core - before.core - serverCpuSeconds) / passed,
  };
}

function clocks({ pid }: ServerProcess) {
  return { now: performance.now() / 1000, server: cpuSeconds(pid), core: coreBusySeconds() };
}

/** Resolves once nothing arrives any more, so that what set a scenario up is not counted in it. */
export async function untilQuiet(tally: Tally): Promise<void> {
  const deadline = performance.now() + QUIET_WAIT_MS_MAX;
  for (let seen = -1; seen !== tally.frames; ) {
    if (performance.now() > deadline) throw new Error('the server does not come to rest');
    seen = tally.frames;
    await delay(QUIET_MS);
  }
}
