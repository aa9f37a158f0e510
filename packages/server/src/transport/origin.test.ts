import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLoopbackName, mayConnect, type OriginPolicy } from './origin.ts';

const LOOPBACK: OriginPolicy = { allowed: new Set(), listensOnLoopback: true };
const PUBLIC: OriginPolicy = { allowed: new Set(['https://friend.example']), listensOnLoopback: false };
const may = (origin: string | undefined, policy = PUBLIC, host = 'chat.example:8080') =>
  mayConnect({ origin, host, isPlain: false }, policy);

test('[S1] a page that the server itself serves may connect, with TLS before it or without', () => {
  assert.equal(may('http://chat.example:8080'), true);
  assert.equal(may('https://chat.example:8080'), true);
  assert.equal(may('https://chat.example', PUBLIC, 'chat.example'), true);
  assert.equal(may('http://chat.example:8080', PUBLIC, 'Chat.Example:8080'), true);
});

test('[S1] an origin on the list may connect', () => {
  assert.equal(may('https://friend.example'), true);
});

const LOOK_ALIKES = [
  'http://chat.example:8080.evil.example',
  'http://evil.example/chat.example:8080',
  'http://chat.example:8080@evil.example',
  'http://notchat.example:8080',
  'http://chat.example:80800',
  'http://chat.example',
  'http://chat.example.:8080',
  'http://chat-example:8080',
  'https://friend.example.evil.example',
  'https://friend.example:444',
  'http://friend.example',
  'https://evilfriend.example',
  'HTTPS://friend.example',
  'https://FRIEND.example',
  'https://friend.example/',
  ' https://friend.example',
  'http://chat.example:8080, https://friend.example',
  'ws://chat.example:8080',
  'chat.example:8080',
  'file://',
  '',
];
for (const origin of LOOK_ALIKES) {
  test(`[S1] the look-alike ${JSON.stringify(origin)} may not connect`, () => {
    assert.equal(may(origin), false);
  });
}

test('[S1] while the server is on loopback pages of this machine may connect, and no look-alike', () => {
  for (const page of [
    'http://localhost:5173',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'https://127.8.9.1',
  ]) {
    assert.equal(may(page, LOOPBACK, 'localhost:8080'), true, page);
    assert.equal(may(page, PUBLIC), false, page);
  }
  for (const page of ['http://localhost.evil.example', 'http://127.0.0.1.evil.example', 'http://128.0.0.1']) {
    assert.equal(may(page, LOOPBACK, 'localhost:8080'), false, page);
  }
});

test('[S1] a page from disk may use plain mode, while the server is on loopback', () => {
  const asking = { origin: 'null', host: 'localhost:8080' };
  assert.equal(mayConnect({ ...asking, isPlain: true }, LOOPBACK), true);
  assert.equal(mayConnect({ ...asking, isPlain: false }, LOOPBACK), false);
  assert.equal(mayConnect({ ...asking, isPlain: true }, PUBLIC), false);
});

test('[NET-1] a client that sends no origin is no browser, and welcome', () => {
  assert.equal(may(undefined), true);
  assert.equal(mayConnect({ origin: undefined, host: undefined, isPlain: true }, PUBLIC), true);
});

test('[S1] without a host nothing is same-origin', () => {
  assert.equal(mayConnect({ origin: 'http://chat.example', host: undefined, isPlain: false }, PUBLIC), false);
});

test('loopback names are known exactly', () => {
  for (const name of ['localhost', '127.0.0.1', '127.255.0.9', '::1', '[::1]'])
    assert.ok(isLoopbackName(name), name);
  for (const name of ['0.0.0.0', '::', 'localhost.', 'local', '127.0.0', '127.0.0.1.example', '1127.0.0.1'])
    assert.ok(!isLoopbackName(name), name);
});
