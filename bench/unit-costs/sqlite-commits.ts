import { randomBytes } from 'node:crypto';
import { createCommitter } from '@teahouse/server/engine/batch';
import { SqliteLog } from '@teahouse/server/storage/sqlite/sqlite-log';
import { DataFolder } from '../support/running.ts';
import { median } from './median.ts';
import { commitAll, message, settle, type Town } from './people.ts';
import type { UnitCosts } from './unit-costs.ts';

/** Messages and rooms of one batch, and how often it is committed. */
const BATCHES = [
  { messages: 1, rooms: 1, times: 400 },
  { messages: 10, rooms: 1, times: 300 },
  { messages: 100, rooms: 1, times: 150 },
  { messages: 100, rooms: 100, times: 150 },
  { messages: 500, rooms: 500, times: 60 },
  { messages: 2_000, rooms: 100, times: 30 },
] as const;
const PEOPLE = 500;
const WARM_UP_TURNS = 20;

/** What the log thread does for a batch: its CPU, and how long it waits for the disk. */
export async function sqliteCommits(): Promise<UnitCosts> {
  using data = new DataFolder();
  const log = SqliteLog.open(data.path, {
    randomName: () => randomBytes(8).toString('hex'),
    soon: (callback) => {
      setImmediate(callback);
    },
  });
  const committer = createCommitter(log, { nowMs: () => Date.now() });
  const town = await settle(committer, PEOPLE);
  for (let turn = 0; turn < WARM_UP_TURNS; turn++) await commitAll(committer, messagesIn(town, 500, 100));
  const costs: UnitCosts = {};
  for (const { messages, rooms, times } of BATCHES) {
    const spent = { wall: [] as number[], cpu: [] as number[] };
    for (let turn = 0; turn < times; turn++) {
      const batch = messagesIn(town, messages, rooms);
      const [wall, cpu] = [performance.now(), process.cpuUsage()];
      await commitAll(committer, batch);
      const { user, system } = process.cpuUsage(cpu);
      spent.wall.push((performance.now() - wall) * 1_000);
      spent.cpu.push(user + system);
    }
    const label = `${messages} messages in ${rooms} rooms`;
    costs[`sqlite: ${label}, µs a commit`] = median(spent.wall);
    costs[`sqlite: ${label}, CPU µs a commit`] = spent.cpu.reduce((sum, one) => sum + one, 0) / times;
  }
  await log.close();
  return costs;
}

/** Everybody talks in their own room; more messages than rooms come from the same people again. */
export function messagesIn(town: Town, count: number, rooms: number) {
  return Array.from({ length: count }, (_, index) => {
    const place = index % rooms;
    const [author, room] = [town.people[place], town.rooms[place]];
    if (!author || !room) throw new RangeError(`there are no ${rooms} rooms`);
    return message(author, room);
  });
}
