import assert from 'node:assert/strict';
import test from 'node:test';
import { page } from './page-table.ts';
import { markdownLines, TABLES } from './tables.ts';

const SCALING = page('scaling.md');

for (const [name, make] of Object.entries(TABLES)) {
  test(`docs/scaling.md has the table of the model: ${name}`, () => {
    const [, after] = SCALING.split(`<!-- model: ${name} -->\n\n`);
    assert.ok(after, 'its place is marked');
    const lines = after.split('\n\n')[0]?.split('\n');
    assert.deepEqual(lines, markdownLines(make()), '`node bench/model/main.ts` prints what belongs there');
  });
}
