import { readdirSync, readFileSync } from 'node:fs';
import { cpuSeconds } from './cpu.ts';

/** CPU time of a process and of its children that run now: PostgreSQL has one for each connection. */
export function familyCpuSeconds(parent: number): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === parent);
  return children.reduce((sum, child) => sum + cpuSeconds(Number(child)), cpuSeconds(parent));
}

/** A process may be gone before it is read. */
export function parentOf(pid: number | string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
