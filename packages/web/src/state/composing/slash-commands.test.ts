import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWritten, shrugged } from './slash-commands.ts';

test('a command is a known word after a slash, with the rest as its argument', () => {
  assert.deepEqual(readWritten('/nick  老 茶 '), { wants: 'nick', argument: '老 茶' });
  assert.deepEqual(readWritten('/Help'), { wants: 'help', argument: '' });
});

test('an unknown command is not sent, and two slashes say that none is meant', () => {
  assert.deepEqual(readWritten('/nik 老茶'), { wants: 'unknown', name: 'nik' });
  assert.deepEqual(readWritten('//nik 老茶'), { wants: 'say', text: '/nik 老茶' });
});

test('a slash elsewhere, and a path, are text', () => {
  for (const text of ['/usr/bin/node fails', 'and/or', ' /nick x', '/', '/1']) {
    assert.deepEqual(readWritten(text), { wants: 'say', text });
  }
});

test('a shrug comes after the words', () => {
  assert.ok(shrugged('tea').startsWith('tea ¯'));
  assert.ok(shrugged('').startsWith('¯'));
});
