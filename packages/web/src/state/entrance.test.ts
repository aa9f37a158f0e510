import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatError } from '@teahouse/client/chat-error';
import { memoryCopies, memoryIdentity, memoryOutbox } from '@teahouse/client/memory-store';
import type { Identity, Platform, SocketListener } from '@teahouse/client/platform';
import { Entrance } from './entrance.ts';

const never: Disposable = { [Symbol.dispose]: () => undefined };
const ADA = { token: 't'.repeat(43), user: { id: 'u_aaaaaaaaaaaaaaaa', name: 'Ada' } } as unknown as Identity;

/** A server that never answers: `said` is what it is told. */
function house() {
  const said: string[] = [];
  const listeners: SocketListener[] = [];
  const platform: Platform = {
    clock: { nowMs: () => 0, setTimer: () => never },
    random: (sizeBytes) => new Uint8Array(sizeBytes),
    identity: memoryIdentity(),
    outbox: memoryOutbox(),
    copies: memoryCopies(),
    signals: { onOnline: () => never, onVisible: () => never, onHidden: () => never },
    connect(_url, listener) {
      listeners.push(listener);
      return { send: (text) => said.push(text), close: () => undefined };
    },
  };
  const entrance = new Entrance('ws://house/ws', platform);
  return { entrance, platform, said, open: () => listeners.at(-1)?.opened() };
}

const stateOf = (entrance: Entrance) => entrance.visitor.value.state;

test('a stranger is asked for a name, and it is what the server is told', async () => {
  const { entrance, said, open } = house();
  assert.equal(stateOf(entrance), 'arriving');
  await entrance.arrive();
  assert.equal(stateOf(entrance), 'stranger');
  await entrance.enter('小明');
  assert.equal(stateOf(entrance), 'inside');
  open();
  assert.equal(JSON.parse(said[0] ?? '').name, '小明');
});

test('a returning guest goes straight in', async () => {
  const { entrance, platform, said, open } = house();
  await platform.identity.save(ADA);
  await entrance.arrive();
  const visitor = entrance.visitor.value;
  assert.ok(visitor.state === 'inside');
  assert.equal(visitor.chat.me?.name, 'Ada');
  open();
  assert.equal(JSON.parse(said[0] ?? '').token, ADA.token);
});

test('a guest who is forgotten is a stranger', async () => {
  const { entrance, platform } = house();
  await platform.identity.save(ADA);
  await entrance.arrive();
  await entrance.forget();
  assert.equal(stateOf(entrance), 'stranger');
  assert.equal(await platform.identity.load(), null);
});

test('a refusal is shown to the person, and anything else is a bug', async () => {
  const { entrance } = house();
  await entrance.enter('Ada');
  const visitor = entrance.visitor.value;
  assert.ok(visitor.state === 'inside');
  assert.equal(await visitor.chat.attempt(Promise.reject(new ChatError('too_many_rooms'))), null);
  assert.equal(visitor.chat.refusal.value, 'too_many_rooms');
  await assert.rejects(visitor.chat.attempt(Promise.reject(new TypeError('bug'))), TypeError);
});
