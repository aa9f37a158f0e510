import type { EventData } from 'node:test';
import type { TestEvent } from 'node:test/reporters';

/** Each has a browser of its own, which often waits for its server: two of them use the time of both. */
const PAGE = /^test\/end-to-end\/page\//;
/** How many of them run at once. With more, what a person would wait for takes longer than a test waits. */
const PAGES_MAX = 2;
/** These start servers and floods of work: each gets the machine to itself. */
const HEAVY =
  /^test\/(end-to-end|simulation)\/|storage\/postgres\/fail|(fault|torture|heavy)[^/]*\.test\.ts$/;

/** Files of tests, of which so many run at once. */
export interface Group {
  readonly files: readonly string[];
  readonly concurrency: number;
}

/** Which files run side by side, one group after the other; the lightest first, since they say most the soonest. */
export function plan(paths: readonly string[], { cores }: { readonly cores: number }): Group[] {
  const groups: Readonly<Record<Weight, number>> = { light: Math.max(2, cores), page: PAGES_MAX, heavy: 1 };
  return Object.entries(groups)
    .map(([weight, concurrency]) => ({
      files: paths.filter((path) => weightOf(path) === weight),
      concurrency,
    }))
    .filter(({ files }) => files.length > 0);
}

type Weight = 'light' | 'page' | 'heavy';

function weightOf(path: string): Weight {
  if (PAGE.test(path)) return 'page';
  return HEAVY.test(path) ? 'heavy' : 'light';
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
