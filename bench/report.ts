import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Scenario } from './scenario.ts';
import { shown, tableLines } from './support/table.ts';
import { judge, type Measurements, type Verdict } from './verdict.ts';

const RESULTS = fileURLToPath(new URL('./results/', import.meta.url));

export interface Result {
  readonly scenario: Scenario;
  readonly measured: Measurements;
  readonly verdicts: readonly Verdict[];
}

export function resultOf(scenario: Scenario, measured: Measurements): Result {
  return { scenario, measured, verdicts: scenario.targets.map((target) => judge(target, measured)) };
}

/** One scenario: a line for each server, and how Teahouse stands to it. */
export function printResult({ scenario, measured }: Result): void {
  const own = measured.get('Teahouse')?.figure ?? Number.NaN;
  const names = [
    ...new Set([...measured.values()].flatMap((measurement) => Object.keys(measurement.details))),
  ];
  const rows = [...measured].map(([name, { figure, details }]) => [
    name,
    shown(figure),
    name === 'Teahouse' ? '' : shown(own / figure),
    ...names.map((detail) => shown(details[detail] ?? Number.NaN)),
  ]);
  console.log(`\n${scenario.name}: ${scenario.title}; ${scenario.unit}`);
  const lines = tableLines([['', 'figure', 'Teahouse ÷', ...names], ...rows]);
  console.log(lines.map((line) => `  ${line}`).join('\n'));
}

/** What was to be reached and what was. */
export function printVerdicts(results: readonly Result[]): void {
  const rows = results.flatMap(({ scenario, verdicts }) =>
    verdicts.map(({ target, reached, verdict }) => [
      scenario.title,
      scenario.unit,
      target,
      shown(reached),
      verdict,
    ]),
  );
  if (rows.length === 0) return;
  console.log(`\n${tableLines([['scenario', '', 'target', 'reached', ''], ...rows]).join('\n')}`);
}

/** Keeps the figures with the machine they were measured on. Returns where. */
export function saveResults(results: readonly Result[], at: Date): string {
  const path = `${RESULTS}${at.toISOString().replaceAll(':', '-')}.json`;
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  const scenarios = results.map(({ scenario, measured, verdicts }) => ({
    name: scenario.name,
    title: scenario.title,
    unit: scenario.unit,
    measured: Object.fromEntries(measured),
    verdicts,
  }));
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(path, `${JSON.stringify({ at, machine, scenarios }, null, 2)}\n`);
  return path;
}
