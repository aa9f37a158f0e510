import { spawnSync } from 'node:child_process';
import { ask, type Frame, greet, MAIN, teahouse } from '../contestants/teahouse.ts';
import type { Measurement, Scenario, Settings, Target } from '../scenario.ts';
import { cpuSeconds } from '../support/cpu.ts';
import { newTally } from '../support/frame-counter.ts';
import { inParallel } from '../support/in-parallel.ts';
import type { RawSocket } from '../support/raw-socket.ts';
import { DataFolder, startServer } from '../support/running.ts';
import { spreadOf } from '../support/statistics.ts';

const SEEDED_ROOMS = 100;
const ROOMS_READ = 20;
const PAGES = 4_000;
const PAGE_MESSAGES = 50;

/** Somebody scrolls at random through a store that is far larger than its caches. */
export function history(targets: readonly Target[]): Scenario {
  return {
    name: 'history',
    title: 'a page of 50 anywhere in the history (the target is for --messages 10000000)',
    unit: 'ms, p95',
    targets,
    entrants: [{ name: 'Teahouse', measure }],
  };
}

async function measure(settings: Settings): Promise<Measurement> {
  using data = new DataFolder();
  const seedSeconds = seed(data.path, settings.messages);
  await using server = await startServer(teahouse, data);
  const { socket } = await greet(server.port, newTally(), { name: 'bench' });
  const rooms = await joinRooms(socket);
  const cpuBefore = cpuSeconds(server.pid);
  const latenciesMs = await inParallel(PAGES, 1, (index) => readPage(socket, index, rooms));
  const latency = spreadOf(latenciesMs);
  return {
    figure: latency.p95,
    details: {
      messages: settings.messages,
      'median ms': latency.median,
      'p99 ms': latency.p99,
      'CPU ms per page': ((cpuSeconds(server.pid) - cpuBefore) * 1000) / PAGES,
      'seed s': seedSeconds,
    },
  };
}

function seed(data: string, messages: number): number {
  const startedAt = performance.now();
  const options = ['--data', data, '--rooms', String(SEEDED_ROOMS), '--messages', String(messages)];
  const { status, stderr } = spawnSync(process.execPath, [MAIN, 'seed', ...options]);
  if (status !== 0) throw new Error(`seed failed: ${stderr.toString().slice(-1_000)}`);
  return (performance.now() - startedAt) / 1000;
}

interface LongRoom {
  readonly room: string;
  readonly head: number;
}

async function joinRooms(socket: RawSocket): Promise<readonly LongRoom[]> {
  const { rooms } = await ask(socket, { type: 'rooms', id: 'rooms', limit: 100 });
  const seeded = (rooms as readonly Frame[])
    .map((row) => String(row.room))
    .filter((room) => room !== 'lobby');
  return await inParallel(Math.min(ROOMS_READ, seeded.length), 1, async (index) => {
    const room = seeded[index] as string;
    await ask(socket, { type: 'join', id: `join${index}`, room });
    const page = await ask(socket, { type: 'history', id: `head${index}`, room, limit: 1 });
    return { room, head: Number(page.head) };
  });
}

/** Reads one page before a random message and returns how long it took. */
async function readPage(socket: RawSocket, index: number, rooms: readonly LongRoom[]): Promise<number> {
  const { room, head } = rooms[index % rooms.length] as LongRoom;
  const before = PAGE_MESSAGES + 2 + Math.floor(Math.random() * (head - PAGE_MESSAGES - 2));
  const beganAt = performance.now();
  const page = await ask(socket, { type: 'history', id: `page${index}`, room, before, limit: PAGE_MESSAGES });
  const tookMs = performance.now() - beganAt;
  const { length } = page.messages as readonly Frame[];
  if (length === 0) throw new Error(`an empty page before ${before} of ${head}`);
  return tookMs;
}
