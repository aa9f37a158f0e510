import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { differences } from './differences.ts';

interface Row {
  readonly key: number;
  readonly text: string;
}

const table = fc
  .dictionary(fc.nat(30).map(String), fc.constantFrom('a', 'b'))
  .map((rows) => Object.entries(rows).map(([key, text]) => ({ key: Number(key), text })));
const sizes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 20 });

/** Rows in pages of these sizes, of which some are empty. */
function pagesOf(rows: readonly Row[], pageSizes: readonly number[]): Row[][] {
  const rest = [...rows].sort((one, other) => one.key - other.key);
  return [...pageSizes.map((size) => rest.splice(0, size)), rest];
}

test('two tables differ where a row is missing on either side, or is another one', () =>
  fc.assert(
    fc.asyncProperty(table, table, sizes, sizes, async (here, there, hereSizes, thereSizes) => {
      const keys = [...new Set([...here, ...there].map(({ key }) => key))].sort((one, other) => one - other);
      const expected = keys
        .map((key) => [here, there].map((rows) => rows.find((row) => row.key === key)))
        .filter(([one, other]) => one?.text !== other?.text);
      let compared = 0;
      const found = await Array.fromAsync(
        differences(pagesOf(here, hereSizes), pagesOf(there, thereSizes), {
          order: (one, other) => one.key - other.key,
          isSame: (one, other) => one.text === other.text,
          onCompared: (rows) => {
            compared += rows;
          },
        }),
      );
      assert.deepEqual(
        found.map(({ here: one, there: other }) => [one, other]),
        expected,
      );
      assert.equal(compared, here.length);
    }),
  ));
