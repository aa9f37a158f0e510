import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressAt, leadsTo, roomAddress, safeAddress } from './address.ts';

test('an address ends where Chinese begins, and before the marks that end a sentence', () => {
  const examples = {
    'https://tea.example/a。你': 'https://tea.example/a',
    'https://tea.example，好': 'https://tea.example',
    'https://tea.example）': 'https://tea.example',
    'https://tea.example/a你好': 'https://tea.example/a',
    'www.tea.example在这里': 'www.tea.example',
    'https://tea.example.': 'https://tea.example',
    'https://tea.example/?a=1&b=2, and': 'https://tea.example/?a=1&b=2',
    'https://tea.example/a_(b)) c': 'https://tea.example/a_(b)',
    'https://tea.example/caf\u00e9 c': 'https://tea.example/caf\u00e9',
    'https://tea.example/a**': 'https://tea.example/a',
    'https://[2001:db8::1]/a': 'https://[2001:db8::1]/a',
    'HTTPS://tea.example': 'HTTPS://tea.example',
  };
  for (const [text, address] of Object.entries(examples)) assert.equal(addressAt(text), address, text);
  for (const text of [
    'https://',
    'https://。',
    'www.',
    'wwww.tea.example',
    'ftp://tea.example',
    'tea.example',
  ]) {
    assert.equal(addressAt(text), null, text);
  }
});

test('[S3] only the web and mail are led to', () => {
  for (const address of [
    'https://tea.example',
    'http://tea.example',
    'mailto:me@tea.example',
    'www.tea.example',
  ])
    assert.ok(safeAddress(address), address);
  const unsafe = ['javascript:alert(1)', ' javascript:alert(1)', 'java\tscript:alert(1)', 'data:text/html,a'];
  const foreign = [
    'vbscript:a',
    'blob:https://tea.example/a',
    'file:///a',
    'ftp://tea.example',
    '//tea.example',
  ];
  for (const address of [...unsafe, ...foreign, '/a', 'a', '', 'https://'])
    assert.equal(safeAddress(address), null, address);
  assert.equal(safeAddress(`https://tea.example/${'a'.repeat(2_000)}`), null);
});

test('[S3] words that look as if a link led elsewhere are put right', () => {
  const to = (address: string, words: string) => leadsTo(new URL(address), words);
  for (const words of [
    'tea',
    'our tea',
    'https://tea.example/a',
    'tea.example',
    'TEA.example',
    '看这里',
    'v1.2',
    '1.5',
  ])
    assert.equal(to('https://tea.example/a', words), null, words);
  assert.equal(to('https://www.tea.example/', 'tea.example'), null);
  assert.equal(to('https://evil.example/', 'https://bank.example/'), 'evil.example');
  assert.equal(to('https://evil.example/bank.example', 'bank.example'), 'evil.example');
  assert.equal(to('https://evil.example:8443/', 'www.bank.example'), 'evil.example:8443');
  assert.equal(to('https://evil.example/', 'go to bank.example now'), 'evil.example');
  assert.equal(to('https://bank.example.evil.example/', 'bank.example'), 'bank.example.evil.example');
  assert.equal(
    to('https://bank.example@evil.example/', 'https://bank.example@evil.example/'),
    'evil.example',
  );
  assert.equal(to('https://xn--pple-43d.example/', 'https://\u0430pple.example/'), 'xn--pple-43d.example');
  assert.equal(to('mailto:me@tea.example', 'me@tea.example'), null);
  assert.equal(to('mailto:me@evil.example', 'me@tea.example'), 'me@evil.example');
});

test('a room is led to by its address within the page, and by nothing that only begins like one', () => {
  assert.equal(roomAddress('#/room/lobby'), '#/room/lobby');
  assert.equal(roomAddress('#/room/r_aaaaaaaaaaaaaaaa/7'), '#/room/r_aaaaaaaaaaaaaaaa/7');
  for (const other of [
    '#/',
    '#/room/',
    '#/room/x',
    'https://tea.example/#/room/lobby',
    'javascript:alert(1)',
  ]) {
    assert.equal(roomAddress(other), null, other);
  }
});
