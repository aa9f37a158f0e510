import { simulateMany } from './many.ts';
import { simulate } from './simulate.ts';

// Replays seeds: `node test/simulation/main.ts SEED` shows one as it happens, `… FIRST LAST` runs many. With
// `rough` before them every run has backups restored and reads refused.
const args = process.argv.slice(2);
const manner = args[0] === 'rough' ? 'rough' : 'usual';
const [first = 1, last = first] = args.filter((arg) => arg !== 'rough').map(Number);
if (first === last) {
  const trace: string[] = [];
  const violation = await simulate(first, { trace, manner });
  console.log(trace.join('\n'));
  console.log(violation ?? `seed ${first} keeps every promise`);
  process.exitCode = violation ? 1 : 0;
} else {
  const startMs = performance.now();
  const count = last - first + 1;
  const failures = await simulateMany({ first, count, manner });
  for (const { seed, violation } of failures) console.log(seed, violation.promise, violation.what);
  const seconds = (performance.now() - startMs) / 1000;
  console.log(`${count} seeds, ${(count / seconds).toFixed(0)} a second, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}
