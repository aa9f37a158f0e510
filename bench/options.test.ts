import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './options.ts';

test('options say what to run, how long and how much', () => {
  const { only, servers, seconds, messages, strict } = readOptions([
    ...[
      '--only',
      'idle,history',
      '--servers',
      'Teahouse',
      '--seconds',
      '0.5',
      '--messages',
      '10000000',
      '--strict',
    ],
  ]);
  assert.deepEqual({ only, servers }, { only: ['idle', 'history'], servers: ['Teahouse'] });
  assert.deepEqual({ seconds, messages, strict }, { seconds: 0.5, messages: 10_000_000, strict: true });
});

test('a slip of the pen is an error, not another run than was meant', () => {
  assert.throws(() => readOptions(['--secnods', '5']), /secnods/);
  assert.throws(() => readOptions(['--seconds', 'five']), /--seconds must be a number/);
});
