import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandId, LOBBY, type UserId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import { Metrics } from '../runtime/metrics.ts';
import { StoreFailure } from '../storage/log.ts';
import { measured } from './measured.ts';

const send: Command = {
  type: 'send',
  id: 'c1' as CommandId,
  author: 'u_x' as UserId,
  room: LOBBY,
  text: 'x',
};

test('commits are counted by type and outcome, and timed', async () => {
  const metrics = new Metrics();
  let nowMs = 0;
  const committer = measured(
    {
      commit: async () => {
        nowMs += 7;
        return { events: [], outcomes: [{ ok: true }, { ok: false, code: 'not_a_member' }, { ok: true }] };
      },
    },
    metrics,
    () => nowMs,
  );
  await committer.commit([send, send, send]);
  const text = await metrics.text();
  assert.match(text, /^teahouse_commands_total\{type="send",outcome="ok"\} 2$/m);
  assert.match(text, /^teahouse_commands_total\{type="send",outcome="not_a_member"\} 1$/m);
  assert.match(text, /^teahouse_commit_seconds_sum 0.007$/m);
  assert.match(text, /^teahouse_commit_commands_sum 3$/m);
});

test('a commit that fails fails as it did', async () => {
  const failure = new StoreFailure('storage_full', { fatal: false });
  const committer = measured({ commit: () => Promise.reject(failure) }, new Metrics(), () => 0);
  await assert.rejects(committer.commit([send]), failure);
});

test('what is looked up is looked up when it is asked for', async () => {
  const metrics = new Metrics();
  let count = 1;
  metrics.watch('teahouse_things', 'Things', () => count);
  count = 5;
  assert.match(await metrics.text(), /^teahouse_things 5$/m);
});
