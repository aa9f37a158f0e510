import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { ContestantName } from './contestants/contestant.ts';
import { installPeers } from './contestants/peer.ts';
import { HELP, type Options, readOptions } from './options.ts';
import { printResult, printVerdicts, type Result, resultOf, saveResults } from './report.ts';
import type { Entrant, Measurement, Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { alone } from './support/alone.ts';
import { openFilesMax, pinGenerator } from './support/cpu.ts';
import { goAsOthers, goFirst } from './support/priority.ts';

/** The largest scenario has 10,000 sockets in each process. */
const OPEN_FILES_MIN = 10_500;
/** What `statfs` calls a file system in memory, where an fsync costs nothing. */
const TMPFS = 0x01021994;

/** The servers that need nothing installed. */
const OWN: ReadonlySet<ContestantName> = new Set(['Teahouse', 'compression off']);

// An exit, unlike a signal, does what was registered for the end.
process.once('SIGINT', () => process.exit(130));
try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(HELP);
  else process.exitCode = await bench(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function bench(options: Options): Promise<number> {
  if (process.platform !== 'linux') throw new Error('the bench reads /proc and needs Linux');
  if (openFilesMax() < OPEN_FILES_MIN) throw new Error(`the bench needs ulimit -n ${OPEN_FILES_MIN} or more`);
  if (statfsSync(tmpdir()).type === TMPFS) {
    console.log(`${tmpdir()} is in memory, so commits are too cheap: set TMPDIR to a folder on a disk`);
  }
  const scenarios = chosen(options);
  if (scenarios.some(({ entrants }) => entrants.some(({ name }) => !OWN.has(name)))) installPeers();
  await alone();
  pinGenerator();
  const results: Result[] = [];
  for (const scenario of scenarios) {
    // Beside a browser that is watched, nothing of ours goes before it.
    if (scenario.name.startsWith('page-')) goAsOthers();
    else goFirst();
    const result = resultOf(scenario, await measureAll(scenario.entrants, options));
    printResult(result);
    results.push(result);
  }
  printVerdicts(results);
  console.log(`\nfigures in ${saveResults(results, new Date())}`);
  const allMet = results.every(({ verdicts }) => verdicts.every(({ verdict }) => verdict === 'met'));
  return options.strict && !allMet ? 1 : 0;
}

/** The scenarios and servers asked for. A name that does not exist is an error, not an empty run. */
function chosen({ only, servers }: Options): readonly Scenario[] {
  const known = new Set(
    SCENARIOS.flatMap(({ name, entrants }) => [name, ...entrants.map((entrant) => entrant.name)]),
  );
  for (const name of [...only, ...servers]) {
    if (!known.has(name)) throw new Error(`there is no '${name}' among ${[...known].join(', ')}`);
  }
  return SCENARIOS.filter(({ name }) => only.length === 0 || only.includes(name)).map((scenario) => ({
    ...scenario,
    entrants: scenario.entrants.filter(({ name }) => servers.length === 0 || servers.includes(name)),
  }));
}

/** One server after the other. One that fails is told and left out, so that the others are still measured. */
async function measureAll(
  entrants: readonly Entrant[],
  options: Options,
): Promise<ReadonlyMap<ContestantName, Measurement>> {
  const measured = new Map<ContestantName, Measurement>();
  for (const { name, measure } of entrants) {
    try {
      measured.set(name, await measure(options));
    } catch (error) {
      console.error(`\n${name} failed: ${error instanceof Error ? error.message : error}`);
    }
  }
  return measured;
}
