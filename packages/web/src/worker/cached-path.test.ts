import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cachedPath } from './cached-path.ts';

const HERE = 'https://tea.example';
const PATHS = new Set(['/index.html', '/icon.svg', '/assets/main-B2c_4eF-.js']);
const path = (url: string, method = 'GET') => cachedPath({ url: HERE + url, method }, HERE, PATHS);

test('the page and its files are answered from what is kept, whatever follows their path', () => {
  for (const url of ['/', '/?from=home', '/index.html', '/#/room/lobby'])
    assert.equal(path(url), '/index.html');
  assert.equal(path('/icon.svg'), '/icon.svg');
  assert.equal(path('/assets/main-B2c_4eF-.js'), '/assets/main-B2c_4eF-.js');
});

test('a file of an earlier version is looked for: a page of that version may still be open', () => {
  assert.equal(path('/assets/emoji-AAAAAAAA.js'), '/assets/emoji-AAAAAAAA.js');
});

test('what is the server’s to answer is left to it', () => {
  const others = ['/ws', '/plain/lobby', '/blobs/b_1', '/api/v1/rooms', '/metrics', '/healthz', '/worker.js'];
  for (const url of others) assert.equal(path(url), null, url);
  assert.equal(path('/', 'POST'), null);
  assert.equal(cachedPath({ url: 'https://else.example/', method: 'GET' }, HERE, PATHS), null);
});
