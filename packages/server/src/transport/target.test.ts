import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { PAGE_MESSAGES_MAX } from '@teahouse/protocol/limits';
import { targetOf } from './target.ts';

const ROOM = 'r_abcdefghijklmnop';
const LOBBY_PLAIN = { mode: 'plain', room: LOBBY, history: 0 };

test('[NET-1] /ws speaks JSON, whatever is asked beside it', () => {
  assert.deepEqual(targetOf('/ws'), { mode: 'json' });
  assert.deepEqual(targetOf('/ws?token=1'), { mode: 'json' });
});

test('[NET-2] / is the lobby in plain mode', () => {
  assert.deepEqual(targetOf('/'), LOBBY_PLAIN);
  assert.deepEqual(targetOf('/?name=%E5%B0%8F%E6%98%8E'), { ...LOBBY_PLAIN, name: '小明' });
});

test('[NET-2] /plain/ROOM is that room', () => {
  assert.deepEqual(targetOf(`/plain/${ROOM}`), { ...LOBBY_PLAIN, room: ROOM });
  assert.deepEqual(targetOf('/plain/lobby?history=5'), { ...LOBBY_PLAIN, history: 5 });
});

const NOWHERE = [
  '',
  '/wss',
  '/ws/',
  '/plain',
  '/plain/',
  '/plain/R_ABC',
  `/plain/${ROOM}/x`,
  `/plain/x${ROOM}`,
]
  .concat(['/plain/..%2flobby', '/plain/u_abcdefghijklmnop', '/healthz', 'http://[', '*'])
  .filter((address) => address !== '');
for (const address of NOWHERE) {
  test(`no WebSocket is at ${address}`, () => {
    assert.equal(targetOf(address), null);
  });
}

test('[S21] a name that cannot be one counts as none', () => {
  const names = ['', '%20', '%E2%80%AE', '%00', 'x'.repeat(41), '%FF', '%0A'];
  for (const name of names) {
    const target = targetOf(`/?name=${name}`);
    assert.ok(target?.mode === 'plain');
    assert.ok(target.name === undefined || target.name === '\ufffd', name);
  }
});

const HISTORIES = [
  ['-1', 0],
  ['0', 0],
  ['1.5', 0],
  ['NaN', 0],
  ['', 0],
  ['7', 7],
  ['Infinity', 0],
  ['99999999999', PAGE_MESSAGES_MAX],
] as const;
for (const [asked, history] of HISTORIES) {
  test(`[R27] history=${asked} shows ${history} messages`, () => {
    assert.deepEqual(targetOf(`/?history=${asked}`), { ...LOBBY_PLAIN, history });
  });
}
