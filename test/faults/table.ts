import type { Fault } from './fault.ts';
import { BUS } from './rows/bus.ts';
import { FROM_WITHIN } from './rows/from-within.ts';
import { LINES } from './rows/lines.ts';
import { PROCESSES } from './rows/processes.ts';

/** What several nodes must stand while people talk. One more fault is one more row. */
export const FAULTS: readonly Fault[] = [...PROCESSES, ...LINES, ...BUS, ...FROM_WITHIN];
