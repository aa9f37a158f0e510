import { copiesContract } from '../../testing/copies-contract.ts';
import { type Runner, storeContract } from '../../testing/store-contract.ts';
import { browserPlatform } from '../platform.ts';

interface Check {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Runs the contracts of all stores on the IndexedDB of a browser. Tells what failed, by the name of the check. */
export async function runContracts(): Promise<{ readonly passed: number; readonly failures: string[] }> {
  const checks: Check[] = [];
  const runner: Runner = { test: (name, run) => checks.push({ name, run }), equal };
  let opened = 0;
  const open = () => browserPlatform({ database: `contract ${++opened}` });
  storeContract('indexeddb', open, runner);
  copiesContract('indexeddb', open, runner);
  const failures: string[] = [];
  for (const { name, run } of checks) {
    await run().catch((error: unknown) => failures.push(`${name}: ${String(error)}`));
  }
  return { passed: checks.length - failures.length, failures };
}

function equal(actual: unknown, expected: unknown): void {
  const [one, other] = [written(actual), written(expected)];
  if (one !== other) throw new Error(`${one} is not ${other}`);
}

/** The same text for what is the same, whatever the order of its fields. */
function written(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (part instanceof Map) return [...part];
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
