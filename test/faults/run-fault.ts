import { setTimeout as after } from 'node:timers/promises';
import { Account } from '@teahouse/cli/torture/account';
import { Crowd } from '@teahouse/cli/torture/crowd';
import { makeRooms } from '@teahouse/cli/torture/rooms';
import { FORGETFUL, slowed, TEMPERAMENTS } from '@teahouse/cli/torture/temperaments';
import { CLOSE } from '@teahouse/protocol/close-codes';
import type { Fault, Lasting } from './fault.ts';
import type { Finding } from './finding.ts';
import { Lateness } from './lateness.ts';
import type { Site } from './nodes/site.ts';
import type { Scale } from './scale.ts';
import { Stillness } from './stillness.ts';

const LOOK_EVERY_MS = 20;
const nowMs = () => performance.now();
let runs = 0;

/** Brings a fault about while people talk, and gives the account of it. */
export async function runFault(fault: Fault, site: Site, scale: Scale): Promise<Finding> {
  const account = new Account({ isUnansweredInOrder: false });
  const trouble = Promise.withResolvers<never>();
  const { rooms, token } = await makeRooms(site.nodes[0].url);
  let sentAway = 0;
  const crowd = new Crowd({
    account,
    count: scale.clients,
    prefix: `${++runs}-`,
    temperaments: temperamentsOf(fault, scale),
    rooms,
    route: () => roundTrip(site),
    random: Math.random,
    monotonicMs: nowMs,
    onNonsense: trouble.reject,
    onParted: (code) => {
      if (code === CLOSE.stale.code) sentAway++;
    },
  });
  try {
    const course = await Promise.race([trouble.promise, courseOf({ fault, site, scale, crowd, account })]);
    crowd.calm();
    await Promise.race([trouble.promise, crowd.settle({ url: site.nodes[0].url, token }, scale.patienceMs)]);
    return { ...summaryOf(account), ...course, sentAway, fallen: await fallenOf(site) };
  } finally {
    crowd.close();
  }
}

interface Stage {
  readonly fault: Fault;
  readonly site: Site;
  readonly scale: Scale;
  readonly crowd: Crowd;
  readonly account: Account;
}

/** Before, during and after. */
async function courseOf({ fault, site, scale, crowd, account }: Stage) {
  await until(() => crowd.isComplete && account.acknowledgedCount > 0, scale.patienceMs);
  await after(scale.aroundMs);
  using stillness = new Stillness(() => account.acknowledgedCount, nowMs);
  using lateness = new Lateness(account, crowd, nowMs);
  const beganMs = nowMs();
  await fault.harm(site, lasting(fault.lastsMs[scale.form]));
  const healedMs = nowMs();
  const isInTime = await until(crowd.catchingUp(), scale.patienceMs);
  const caughtUpMs = isInTime ? nowMs() - healedMs : Number.POSITIVE_INFINITY;
  await after(scale.aroundMs);
  const { longestMs: stillMs } = stillness;
  return { lastedMs: healedMs - beganMs, caughtUpMs, stillMs, lateMs: lateness.longestMs };
}

/** Never to the same node twice in a row. */
function roundTrip({ nodes }: Site): () => string {
  let next = Math.floor(Math.random() * nodes.length);
  return () => {
    next = (next + 1 + Math.floor(Math.random() * (nodes.length - 1))) % nodes.length;
    return nodes[next]?.url ?? '';
  };
}

function temperamentsOf({ crowd }: Fault, { slower }: Scale) {
  return (crowd === 'forgetful' ? [FORGETFUL] : TEMPERAMENTS).map((one) => slowed(one, slower));
}

function lasting(lastsMs: number): Lasting {
  const wait = () => after(lastsMs);
  return Object.assign(wait, {
    async doing(everyMs: number, act: (count: number) => void | Promise<void>) {
      const endMs = nowMs() + lastsMs;
      for (let count = 0; nowMs() < endMs; count++) {
        await after(everyMs);
        await act(count);
      }
    },
  });
}

async function until(isSo: () => boolean, patienceMs: number): Promise<boolean> {
  const deadlineMs = nowMs() + patienceMs;
  while (!isSo()) {
    if (nowMs() > deadlineMs) return false;
    await after(LOOK_EVERY_MS);
  }
  return true;
}

function summaryOf(account: Account) {
  return {
    sent: account.sentCount,
    acknowledged: account.acknowledgedCount,
    refused: account.refusedCount,
    shown: account.deliveries,
    verdict: account.verdict,
    details: account.details,
  };
}

async function fallenOf({ nodes }: Site): Promise<string[]> {
  const fallen = nodes.filter(({ isRunning }) => !isRunning);
  return Promise.all(fallen.map(async (node) => `a node ${await node.lastWords()}`));
}
