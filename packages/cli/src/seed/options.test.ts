import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSeedOptions, SeedOptionsError } from './options.ts';

test('what is left out is the usual', () => {
  assert.deepEqual(readSeedOptions(['--data', 'here', '--rooms', '3', '--messages', '0']), {
    data: 'here',
    rooms: 3,
    messages: 0,
    people: 100,
    randomSeed: 1,
  });
});

test('what cannot be is said in a sentence', () => {
  const good = ['--data', 'here', '--rooms', '3', '--messages', '9'];
  for (const bad of [
    [],
    ['--data', 'here'],
    [...good, '--rooms', '0'],
    [...good, '--messages', '-1'],
    [...good, '--messages', '1e9'],
    [...good, '--people', 'many'],
    [...good, '--unheard-of'],
    [...good, 'more'],
  ]) {
    assert.throws(() => readSeedOptions(bad), SeedOptionsError, bad.join(' '));
  }
});
