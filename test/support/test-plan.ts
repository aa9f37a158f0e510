import type { EventData } from 'node:test';
import type { TestEvent } from 'node:test/reporters';

/** These start servers, browsers and floods of work: each gets the machine to itself. */
const HEAVY = /^test\/(end-to-end|simulation)\/|(fault|torture|heavy)[^/]*\.test\.ts$/;

/** Which files run side by side, and which one by one. */
export function plan(paths: readonly string[]): { sideBySide: string[]; oneByOne: string[] } {
  return {
    sideBySide: paths.filter((path) => !HEAVY.test(path)),
    oneByOne: paths.filter((path) => HEAVY.test(path)),
  };
}

type Counts = EventData.TestSummary['counts'];

export interface Total {
  readonly success: boolean;
  readonly counts: Counts;
  readonly durationMs: number;
}

export const NOTHING: Total = {
  success: true,
  counts: { tests: 0, suites: 0, passed: 0, cancelled: 0, skipped: 0, todo: 0, topLevel: 0 },
  durationMs: 0,
};

export function add(
  total: Total,
  { success, counts, duration_ms: durationMs }: EventData.TestSummary,
): Total {
  const sum = (name: keyof Counts) => total.counts[name] + counts[name];
  return {
    success: total.success && success,
    counts: {
      tests: sum('tests'),
      suites: sum('suites'),
      passed: sum('passed'),
      cancelled: sum('cancelled'),
      skipped: sum('skipped'),
      todo: sum('todo'),
      topLevel: sum('topLevel'),
    },
    durationMs: total.durationMs + durationMs,
  };
}

/** A line of the summary that one run ends with. There are several runs, and one summary. */
export function isSummaryLine({ type, data }: TestEvent): boolean {
  if (type !== 'test:diagnostic' || data.nesting !== 0 || data.file !== undefined) return false;
  return /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/.test(data.message);
}

/** The lines that Node’s own summary has. */
export function summaryLines({ counts, durationMs }: Total): TestEvent[] {
  const lines = {
    tests: counts.tests,
    suites: counts.suites,
    pass: counts.passed,
    fail: failed(counts),
    cancelled: counts.cancelled,
    skipped: counts.skipped,
    todo: counts.todo,
    duration_ms: durationMs,
  };
  return Object.entries(lines).map(([name, value]) => ({
    type: 'test:diagnostic',
    data: { nesting: 0, message: `${name} ${value}`, level: 'info' },
  }));
}

/** Where nobody looks, a test that did not run is a test that failed; and so are no tests at all. */
export function isGood({ success, counts }: Total, where: { isUnattended: boolean }): boolean {
  const ran = success && counts.tests > 0 && failed(counts) === 0 && counts.cancelled === 0;
  return ran && !(where.isUnattended && counts.skipped + counts.todo > 0);
}

function failed({ tests, passed, cancelled, skipped, todo }: Counts): number {
  return tests - passed - cancelled - skipped - todo;
}
