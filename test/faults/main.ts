import { takeAnyTime } from '../support/deadline.ts';
import type { Fault, Form } from './fault.ts';
import { complaints } from './finding.ts';
import { Site } from './nodes/site.ts';
import { heading, line } from './report.ts';
import { runFault } from './run-fault.ts';
import { SCALES } from './scale.ts';
import { FAULTS } from './table.ts';

// Brings about every fault of the table, or those whose name has one of the words, each at a site of its own:
// `npm run faults [-- [--short] [word …]]`.
takeAnyTime();
const args = process.argv.slice(2);
const form: Form = args.includes('--short') ? 'short' : 'full';
const words = args.filter((arg) => !arg.startsWith('--'));
const wanted = FAULTS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));

console.log(heading());
for (const fault of wanted) {
  // One that cannot be told of is no reason not to try the others.
  await show(fault).catch((error: unknown) => complain(fault, error));
}

async function show(fault: Fault): Promise<void> {
  await using site = await Site.start(Math.random);
  const scale = SCALES[form];
  const finding = await runFault(fault, site, scale);
  console.log(line(fault.name, finding));
  for (const complaint of complaints(finding, fault.allowed, scale.patienceMs)) {
    complain(fault, complaint);
  }
}

function complain({ name }: Fault, complaint: unknown): void {
  process.exitCode = 1;
  console.error(`${name}: ${complaint}`);
}
