import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { ask, greet, LOBBY, MAIN, teahouse } from '../contestants/teahouse.ts';
import type { Measurement, Scenario, Settings, Target } from '../scenario.ts';
import { Tab } from '../support/browser.ts';
import { newTally } from '../support/frame-counter.ts';
import { framesDuring, WATCH_FRAMES } from '../support/frames-of-page.ts';
import { DataFolder, startServer } from '../support/running.ts';
import { spreadOf } from '../support/statistics.ts';

const MESSAGES = 100_000;
const WHEEL_PX = 600;
const WHEEL_EVERY_MS = 30;

/** Somebody scrolls up through a long room, as fast as a wheel goes. */
export function pagePaging(targets: readonly Target[]): Scenario {
  return {
    name: 'page-paging',
    title: 'scrolling up through a room of 100,000 messages',
    unit: 'p95 of a frame in ms',
    targets,
    entrants: [{ name: 'Teahouse', measure }],
  };
}

async function measure({ seconds }: Settings): Promise<Measurement> {
  using data = new DataFolder();
  fill(data.path);
  await using server = await startServer(teahouse, data);
  await using tab = await Tab.open(WATCH_FRAMES);
  await tab.enter(server.port, 'reader');
  const { page } = tab;
  await page.goto(`http://127.0.0.1:${server.port}/#/room/${await longRoom(server.port)}`);
  await page.getByTestId('absent-room').getByTestId('join').click();
  await page.getByTestId('message').first().waitFor();
  await page.getByTestId('timeline').hover();
  const elements: number[] = [];
  const { framesMs } = await framesDuring(page, async () => {
    const endMs = performance.now() + seconds * 1000;
    while (performance.now() < endMs) {
      await page.mouse.wheel(0, -WHEEL_PX);
      await delay(WHEEL_EVERY_MS);
      elements.push(await page.evaluate<number>('document.querySelectorAll("*").length'));
    }
  });
  const { median, p95, p99 } = spreadOf(framesMs);
  return {
    figure: p95,
    details: {
      frames: framesMs.length,
      'median ms': median,
      'p99 ms': p99,
      'longest ms': Math.max(...framesMs),
      'elements at most': Math.max(...elements),
    },
  };
}

async function longRoom(port: number): Promise<string> {
  const { socket } = await greet(port, newTally(), {});
  const { rooms } = await ask(socket, { type: 'rooms', id: 'rooms', limit: 10 });
  socket.close();
  return (rooms as readonly { readonly room: string }[]).find(({ room }) => room !== LOBBY)?.room ?? LOBBY;
}

function fill(folder: string): void {
  const options = ['--data', folder, '--messages', String(MESSAGES), '--rooms', '1'];
  const { status, stderr } = spawnSync(process.execPath, [MAIN, 'seed', ...options]);
  if (status !== 0) throw new Error(`the store could not be filled: ${stderr}`);
}
