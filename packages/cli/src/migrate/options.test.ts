import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MigrateOptionsError, readMigrateOptions } from './options.ts';

const TO = 'postgres://teahouse:secret@db/teahouse';

test('where a store is moved to is an option, or what a server would use', () => {
  assert.deepEqual(readMigrateOptions(['--from', './data', '--to', TO], {}), { from: './data', to: TO });
  const environment = { TEAHOUSE_DATABASE_URL: TO };
  assert.deepEqual(readMigrateOptions(['--from', './data'], environment), { from: './data', to: TO });
});

test('what cannot be is said in a sentence, and no password with it', () => {
  for (const bad of [
    [],
    ['--from', './data'],
    ['--to', TO],
    ['--from', './data', '--to', './secret'],
    ['--from', './data', '--to', 'mysql://secret'],
    ['--from', './data', '--to', TO, '--unheard-of'],
    ['--from', './data', '--to', TO, 'more'],
  ]) {
    assert.throws(
      () => readMigrateOptions(bad, {}),
      (error) => {
        assert.ok(error instanceof MigrateOptionsError, bad.join(' '));
        assert.match(error.message, /^[^\n]+[.…]$/);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      },
    );
  }
});
