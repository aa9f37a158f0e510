import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BlobId, LOBBY } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import { commandId, ming } from '../contract/people.ts';
import { ThreadCommitter } from './thread-committer.ts';

test('a part of a larger buffer crosses alone: nothing of the rest is copied', async () => {
  const asked: Command[] = [];
  const committer = new ThreadCommitter({
    async ask(commands) {
      asked.push(...commands);
      return { outcomes: [], events: [] };
    },
    close: async () => undefined,
  });
  const large = new Uint8Array(1_000_000).fill(7);
  const bytes = large.subarray(10, 20);
  const blob = { id: 'b_part' as BlobId, type: 'text/plain', bytes };
  await committer.commit([
    { type: 'send', id: commandId('file'), author: ming, room: LOBBY, text: '', blob },
    { type: 'register', id: commandId('register'), author: ming, tokenHash: large.subarray(0, 32) },
    { type: 'join', id: commandId('join'), author: ming, room: LOBBY },
  ]);
  const [file, registration] = asked;
  assert.ok(file?.type === 'send' && registration?.type === 'register');
  assert.deepEqual(file.blob?.bytes, new Uint8Array(10).fill(7));
  assert.equal(file.blob.bytes.buffer.byteLength, 10);
  assert.equal(registration.tokenHash.buffer.byteLength, 32);
  assert.equal(asked.length, 3);
});
