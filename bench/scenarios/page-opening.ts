import { teahouse } from '../contestants/teahouse.ts';
import type { Measurement, Scenario, Target } from '../scenario.ts';
import { PHONE, Tab } from '../support/browser.ts';
import { whileRunning } from '../support/running.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { spreadOf } from '../support/statistics.ts';

/** Each with an empty cache. */
const VISITS = 5;

/** Promises when the first of the page was painted, and when the field to type in was there. */
const WATCH = `
  window.visit = Promise.all([
    new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector('[data-testid=nickname]')) return;
        resolve(performance.now());
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    }),
    new Promise((resolve) => {
      new PerformanceObserver((list) => {
        for (const { name, startTime } of list.getEntries()) {
          if (name === 'first-contentful-paint') resolve(startTime);
        }
      }).observe({ type: 'paint', buffered: true });
    }),
  ]).then(([readyMs, paintMs]) => ({ readyMs, paintMs }));
`;

interface Visit {
  readonly paintMs: number;
  readonly readyMs: number;
}

/** How long somebody new waits for the page, on a phone of the middle range with a poor connection. */
export function pageOpening(what: keyof Visit, targets: readonly Target[]): Scenario {
  const isPaint = what === 'paintMs';
  return {
    name: isPaint ? 'page-paint' : 'page-ready',
    title: `the page on a phone (4 x slower, slow 4G): ${isPaint ? 'first contentful paint' : 'ready to type'}`,
    unit: 'ms, median of five',
    targets,
    entrants: [
      { name: 'Teahouse', measure: () => whileRunning(teahouse, (server) => measure(server, what)) },
    ],
  };
}

async function measure(server: ServerProcess, what: keyof Visit): Promise<Measurement> {
  const visits: Visit[] = [];
  while (visits.length < VISITS) visits.push(await visit(server));
  const { median } = spreadOf(visits.map((one) => one[what]));
  return { figure: median, details: { 'worst ms': Math.max(...visits.map((one) => one[what])) } };
}

async function visit({ port }: ServerProcess): Promise<Visit> {
  await using tab = await Tab.open(WATCH, PHONE);
  await tab.slowDown();
  await tab.page.goto(`http://127.0.0.1:${port}/`);
  return await tab.page.evaluate<Visit>('window.visit');
}
