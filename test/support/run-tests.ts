import { availableParallelism } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { run } from 'node:test';
import { spec, type TestEvent } from 'node:test/reporters';
import { filesMatching } from './source-files.ts';
import { add, type Group, isGood, isSummaryLine, NOTHING, plan, summaryLines } from './test-plan.ts';

/** A file that takes longer hangs, and is failed. */
const FILE_MS_MAX = 600_000;

/** `node test/support/run-tests.ts [part of a path …]`: runs every test there is, or those named. */
const wanted = process.argv.slice(2);
const paths = filesMatching(/^(packages|bench|test)\/.*\.test\.tsx?$/)
  .map(({ path }) => path)
  .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)));
const groups = plan(paths, { cores: availableParallelism() });
let total = NOTHING;

async function* events(): AsyncGenerator<TestEvent> {
  for (const group of groups) yield* eventsOf(group);
  yield* summaryLines(total);
}

async function* eventsOf({ files, concurrency }: Group): AsyncGenerator<TestEvent> {
  for await (const event of run({ files, concurrency, timeout: FILE_MS_MAX }) as AsyncIterable<TestEvent>) {
    if (event.type === 'test:summary' && event.data.file === undefined) total = add(total, event.data);
    else if (!isSummaryLine(event)) yield event;
  }
}

await pipeline(Readable.from(events()), new spec(), process.stdout, { end: false });
process.exitCode = isGood(total, { isUnattended: process.env.CI !== undefined }) ? 0 : 1;
