import assert from 'node:assert/strict';
import test from 'node:test';
import { circles, complaints, needs, placeOf } from './support/imports.ts';
import { PLACES } from './support/places.ts';
import { filesMatching } from './support/source-files.ts';
import { readModule, type SourceModule } from './support/source-module.ts';

const MODULES = filesMatching(/\.[cm]?[jt]sx?$/).map(readModule);

test('this test reads the files of every package', () => {
  for (const folder of ['protocol', 'rules', 'client', 'server', 'web', 'cli']) {
    assert.ok(
      MODULES.some(({ path }) => path.startsWith(`packages/${folder}/src/`)),
      `no file of packages/${folder} was read`,
    );
  }
  assert.ok(MODULES.flatMap(({ imports }) => imports).length > MODULES.length);
});

test('every file is in a known place and imports only what its place may', () => {
  assert.deepEqual(complaints(MODULES), []);
});

test('the table of places points inward: no place leads back to itself', () => {
  const table = Object.entries(PLACES).map(([name, { imports }]) => [name, imports] as const);
  assert.deepEqual(circles(new Map(table)), []);
  for (const [name, imports] of table) {
    for (const other of imports) assert.ok(Object.hasOwn(PLACES, other), `${name} may import ${other}?`);
  }
});

test('no two files need each other at run time', () => {
  assert.deepEqual(circles(needs(MODULES)), []);
});

test('no file only passes on what others export, and none is named for a drawer of odds and ends', () => {
  const DRAWER = /(^|\/)(utils?|helpers?|common|misc|shared|types|constants|index)(\/|\.\w+$)/;
  assert.deepEqual(
    MODULES.filter(({ path, isBarrel }) => isBarrel || DRAWER.test(path)).map(({ path }) => path),
    [],
  );
});

test('an import that no row allows is found, in whatever way it is written', () => {
  const sources = [
    `import { decide } from '@teahouse/rules/decide';`,
    `import type { Command } from '@teahouse/rules/command';`,
    `export { apply } from '../../rules/src/apply.ts';`,
    `export * from '../../rules/src/apply.ts';`,
    `const late = await import('@teahouse/rules/decide');`,
    `type Late = import('@teahouse/rules/command').Command;`,
    `import '../../server/src/app.ts';`,
    `import { readFile } from 'node:fs';`,
    `import { WebSocket } from 'ws';`,
    `const at = new URL('../../server/src/log-thread.ts', import.meta.url);`,
  ];
  for (const text of sources) {
    const module = readModule({ path: 'packages/protocol/src/decode.ts', text });
    assert.equal(complaints([module]).length, 1, text);
  }
});

test('an import that is only written about is none', () => {
  const text = [
    `// import { decide } from '@teahouse/rules/decide';`,
    `const words = "import x from '@teahouse/rules/decide'";`,
    'const more = `import("@teahouse/rules/decide")`;',
    `const page = new URL('../../../docs/protocol.md', import.meta.url);`,
  ].join('\n');
  assert.deepEqual(complaints([readModule({ path: 'packages/protocol/src/decode.ts', text })]), []);
});

test('a file in a folder that nobody knows is found', () => {
  for (const path of ['packages/server/src/new/x.ts', 'packages/new/src/x.ts', 'x.ts', 'scripts/x.js']) {
    assert.equal(placeOf(path), undefined, path);
    assert.deepEqual(complaints([readModule({ path, text: '' })]), [`${path} is in no known place`]);
  }
});

test('a circle is found at run time, and types make none', () => {
  assert.equal(circles(needs([importing('a', 'b'), importing('b', 'c'), importing('c', 'a')])).length, 1);
  assert.equal(circles(needs([importing('a', 'b'), importing('b', 'c')])).length, 0);
  const ofTypes = readModule({ path: 'bench/b.ts', text: `import { type A } from './a.ts';` });
  assert.equal(circles(needs([importing('a', 'b'), ofTypes])).length, 0);
});

function importing(from: string, to: string): SourceModule {
  return readModule({ path: `bench/${from}.ts`, text: `import { x } from './${to}.ts';` });
}
