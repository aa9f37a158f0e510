import assert from 'node:assert/strict';
import test from 'node:test';
import { filesMatching } from './support/source-files.ts';
import { numberedRows, numbersBorne } from './support/test-titles.ts';

const BORNE = numbersBorne(filesMatching(/^(packages|bench|test)\/.*\.ts$/));

test('every promise of the protocol has a test that bears its number', () => {
  const promises = numberedRows(page('protocol')).map(([number = '']) => number);
  assert.equal(promises.length, 16);
  assert.deepEqual(
    promises.filter((number) => !BORNE.has(number)),
    [],
  );
});

test('every race and every threat has a test that bears its number, or a reason', () => {
  const rows = numberedRows(page('races-and-threats'));
  assert.equal(rows.length, 60);
  const neither = rows.filter(([number = '', , , reason]) => !BORNE.has(number) && reason === '');
  assert.deepEqual(
    neither.map(([number]) => number),
    [],
  );
});

test('a reason is taken away when its test comes', () => {
  const rows = numberedRows(page('races-and-threats'));
  const both = rows.filter(([number = '', , , reason]) => BORNE.has(number) && reason !== '');
  assert.deepEqual(
    both.map(([number]) => number),
    [],
  );
});

test('no test bears a number that no page explains', () => {
  const rows = [...numberedRows(page('protocol')), ...numberedRows(page('races-and-threats'))];
  const explained = new Set(rows.map(([number = '']) => number));
  assert.deepEqual(
    [...BORNE].filter((number) => !explained.has(number)),
    [],
  );
});

test('a number is found in the name of a test only', () => {
  const text = `
    test('[LOG-1] [R7] one', () => {}); // [R8]
    test(\`\${name}: [SYNC-2] two\`, () => assert.ok('[R9]'));
    await context.test(
      "[S11] it's three", () => {});
  `;
  const names = numbersBorne([
    { path: 'a.test.ts', text },
    { path: 'b.ts', text: `test('[R10]')` },
  ]);
  assert.deepEqual([...names], ['LOG-1', 'R7', 'SYNC-2', 'S11']);
});

function page(name: string): string {
  const [file] = filesMatching(new RegExp(`^docs/${name}\\.md$`));
  assert.ok(file, `docs/${name}.md is missing`);
  return file.text;
}
