import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** The server has a core to itself, and so has the generator, so that neither takes time from the other. */
export const SERVER_CORE = 0;
const GENERATOR_CORE = 1;
export const ALL_CORES = `0-${cpus().length - 1}`;

const TICKS_PER_SECOND = 100;

/** CPU time of a process since its start: user and system, all threads, also those that have ended. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name before the last bracket may hold spaces. utime and stime are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** How long the server's core was busy since the machine started, for whomever. */
export function coreBusySeconds(): number {
  const stat = readFileSync('/proc/stat', 'utf8');
  const line = stat.split('\n').find((one) => one.startsWith(`cpu${SERVER_CORE} `)) ?? '';
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.split(' ').slice(1).map(Number);
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND;
}

/** Resident memory, exactly: `statm` and `status` may lag behind by some pages per core. */
export function residentKib(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Rss:\s+(\d+) kB/m.exec(rollup)?.[1]);
}

/** The most memory that was ever resident. */
export function peakResidentKib(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

export function pinGenerator(): void {
  stayOn(String(GENERATOR_CORE));
}

/** While it lasts, the generator and a server run wherever there is room, as they do beside a browser that is watched. */
export function unpinned(server: { readonly pid: number }): Disposable {
  stayOn(everyCore());
  stayOn(everyCore(), server.pid);
  return {
    [Symbol.dispose]: () => {
      pinGenerator();
      stayOn(String(SERVER_CORE), server.pid);
    },
  };
}

/** What is started meanwhile may use every core, as a browser does where people use it. */
export async function onEveryCore<Result>(start: () => Promise<Result>): Promise<Result> {
  stayOn(everyCore());
  try {
    return await start();
  } finally {
    pinGenerator();
  }
}

function stayOn(cores: string, pid = process.pid): void {
  execFileSync('taskset', ['-a', '-c', '-p', cores, String(pid)]);
}

function everyCore(): string {
  return `0-${cpus().length - 1}`;
}

/** How many sockets this process and its children may have open. */
export function openFilesMax(): number {
  const limits = readFileSync('/proc/self/limits', 'utf8');
  const hard = /^Max open files\s+\d+\s+(\w+)/m.exec(limits)?.[1];
  return hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard);
}
