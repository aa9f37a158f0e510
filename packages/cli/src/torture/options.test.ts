import assert from 'node:assert/strict';
import test from 'node:test';
import { readTortureOptions, TortureOptionsError } from './options.ts';

test('without options it is the full torture of a server as it is', () => {
  assert.deepEqual(readTortureOptions([]), {
    ...{ kills: 100, clients: 50, secondsMax: 900, plant: null },
    ...{ nodes: 1, databaseUrl: null, natsUrl: null },
  });
});

test('numbers are read, and what is none is refused in one sentence', () => {
  assert.equal(readTortureOptions(['--kills', '5', '--clients', '7', '--seconds', '9']).kills, 5);
  for (const wrong of ['0', '-1', '1.5', 'many', '']) {
    assert.throws(() => readTortureOptions([`--kills=${wrong}`]), TortureOptionsError);
  }
  assert.throws(() => readTortureOptions(['--kill', '5']), TortureOptionsError);
  assert.throws(() => readTortureOptions(['--nodes', '3']), TortureOptionsError);
  assert.equal(readTortureOptions(['--nodes', '3', '--database-url', 'postgres://db']).nodes, 3);
});
