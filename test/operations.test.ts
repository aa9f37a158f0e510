import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeOptions } from '@teahouse/server/config';
import { filesMatching } from './support/source-files.ts';

const [PAGE] = filesMatching(/^docs\/operations\.md$/);
const TEXT = PAGE?.text ?? '';
const SERVER = filesMatching(/^packages\/(server|protocol)\/src\/.*(?<!\.test)\.ts$/)
  .map(({ text }) => text)
  .join('\n');
/** Those that we make; what Node tells of itself the package makes. */
const METRICS = new Set(
  [...SERVER.matchAll(/(?:name: |watch\(|\[)'(teahouse_[a-z_]+)'/g)].map(([, name]) => name),
);

function named(pattern: RegExp): readonly string[] {
  const names = [...TEXT.matchAll(pattern)].map(([, name = '']) => name);
  assert.ok(names.length > 0, String(pattern));
  return names;
}

test('the page for operators names metrics that there are, and all of them', () => {
  assert.deepEqual(new Set(named(/`(teahouse_[a-z_]+)`/g)), METRICS);
});

test('the page for operators names settings and addresses that there are', () => {
  for (const name of named(/`(TEAHOUSE_[A-Z_]+)/g)) assert.ok(describeOptions().includes(`(${name})`), name);
  for (const path of named(/`(\/[a-z]+)`/g)) assert.ok(SERVER.includes(`get('${path}'`), path);
});

test('the page for operators names files that there are', () => {
  const files = new Set(filesMatching(/^deploy\//).map(({ path }) => path));
  for (const path of named(/`(deploy\/[^`]*[^`/])`/g)) assert.ok(files.has(path), path);
});

test('the page for operators quotes what a server says, and codes that it answers', () => {
  for (const sentence of named(/“([^”]+)”/g)) {
    // What stands for a name in the sentence is filled in by the server.
    for (const part of sentence.split('…')) assert.ok(SERVER.includes(part.trim()), sentence);
  }
  for (const code of named(/`(storage_\w+|rate_limited)`/g)) assert.ok(SERVER.includes(`${code}:`), code);
});
