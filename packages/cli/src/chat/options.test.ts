import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { test } from 'node:test';
import { ChatOptionsError, readChatOptions } from './options.ts';

const urlOf = (address: string) => readChatOptions([address], {}).url;

test('an address is understood in the ways people write it', () => {
  assert.equal(urlOf('localhost:8080'), 'ws://localhost:8080/ws');
  assert.equal(urlOf('http://localhost:8080'), 'ws://localhost:8080/ws');
  assert.equal(urlOf('http://localhost:8080/#/room/lobby'), 'ws://localhost:8080/ws');
  assert.equal(urlOf('ws://localhost:8080/ws?x=1'), 'ws://localhost:8080/ws');
  assert.equal(urlOf('https://chat.example.org'), 'wss://chat.example.org/ws');
  assert.equal(urlOf('[::1]:8080'), 'ws://[::1]:8080/ws');
});

test('each server has a file of its own, in the folder for such files', () => {
  const { identity } = readChatOptions(['https://chat.example.org'], { XDG_CONFIG_HOME: '/config' });
  assert.equal(identity, '/config/teahouse/tls.chat.example.org.identity');
  const usual = readChatOptions(['localhost:8080'], {}).identity;
  assert.equal(usual, `${homedir()}/.config/teahouse/localhost_8080.identity`);
  const chosen = readChatOptions(['localhost:8080', '--identity', 'me'], { XDG_CONFIG_HOME: '/config' });
  assert.equal(chosen.identity, 'me');
});

test('what cannot be is said in a sentence', () => {
  for (const wrong of [
    [],
    ['one:1', 'two:2'],
    ['ftp://localhost'],
    ['http://'],
    ['localhost:99999'],
    ['localhost', '--name', '\u202e'],
    ['localhost', '--unheard-of'],
  ]) {
    assert.throws(() => readChatOptions(wrong, {}), ChatOptionsError, wrong.join(' '));
  }
});
