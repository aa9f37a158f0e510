import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { send } from '../../testing/desk.ts';
import { anna, commandId, ming } from '../contract/people.ts';
import { StoreFailure } from '../log.ts';
import { Cable } from './testing/cable.ts';
import { PostgresServer } from './testing/postgres-server.ts';
import { TestNode } from './testing/test-node.ts';

const servers: PostgresServer[] = [];
after(() => Promise.all(servers.map((server) => server[Symbol.asyncDispose]())));

interface Failover extends AsyncDisposable {
  /** It lost its database, and knows. */
  readonly before: TestNode;
  /** It was opened after the standby took over. */
  readonly next: TestNode;
  readonly cable: Cable;
  readonly primary: PostgresServer;
}

/** A primary acknowledges `lost`, which its standby never hears of, and dies; the standby takes its place. */
async function failover(): Promise<Failover & { kept: number; lost: number }> {
  const primary = await PostgresServer.start();
  servers.push(primary);
  const cable = await Cable.to(primary.port);
  const before = await TestNode.open(primary.url('postgres', cable.port));
  await before.settle(ming, anna);
  const kept = await seqOf(before.do(send(ming, 'kept', LOBBY, 'c_kept')));
  const standby = await primary.standby();
  servers.push(standby);
  await standby.until(`SELECT 1 WHERE pg_last_wal_replay_lsn() >= '${await lsn(primary)}'`);
  await standby.stop('quickly');
  const lost = await seqOf(before.do(send(ming, 'lost', LOBBY, 'c_lost')));
  await primary.stop('at once');
  await standby.startAgain();
  await standby.run('SELECT pg_promote()');
  cable.leadTo(standby.port);
  await assert.rejects(before.do(send(anna, 'who is there?')), fatal);
  await assert.rejects(before.store.archive.head(LOBBY), fatal);
  const next = await TestNode.open(primary.url('postgres', cable.port));
  return {
    ...{ before, next, cable, primary, kept, lost },
    async [Symbol.asyncDispose]() {
      await Promise.all([before, next].map((node) => node[Symbol.asyncDispose]()));
      await cable[Symbol.asyncDispose]();
    },
  };
}

async function lsn(server: PostgresServer): Promise<unknown> {
  const [{ lsn } = {}] = await server.run('SELECT pg_current_wal_flush_lsn() AS lsn');
  return lsn;
}

async function seqOf(doing: ReturnType<TestNode['do']>): Promise<number> {
  const outcome = await doing;
  assert.ok(outcome.ok && outcome.seq);
  return outcome.seq;
}

function fatal(error: unknown): boolean {
  return error instanceof StoreFailure && error.code === 'storage_unavailable' && error.fatal;
}

test('[R11] [SYNC-2] a standby that lacks the end takes over: nodes stop, and what was lost is reset', async () => {
  await using state = await failover();
  const { before, next, kept, lost } = state;
  assert.equal(before.fatal.length, 1, 'it is told once');
  const { archive } = next.store;
  const { epoch } = before.store.log;
  assert.notEqual(archive.epoch, epoch);
  assert.equal(await archive.check(LOBBY, { epoch, seq: kept, id: commandId('kept') }), 'continues');
  assert.equal(await archive.check(LOBBY, { epoch, seq: lost, id: commandId('lost') }), 'reset');
  // Its author sends it once more. It lands on the same place, which is another one all the same.
  assert.deepEqual(await next.do(send(ming, 'lost', LOBBY, 'c_lost')), {
    ok: true,
    stream: LOBBY,
    seq: lost,
  });
  assert.equal(await archive.check(LOBBY, { epoch, seq: lost, id: commandId('lost') }), 'reset');
  assert.equal(
    await archive.check(LOBBY, { epoch: archive.epoch, seq: lost, id: commandId('lost') }),
    'continues',
  );
});

test('[R12] the old primary is refused by those who know the later life', async () => {
  await using state = await failover();
  const { next, cable, primary, lost } = state;
  const said = await next.do(send(anna, 'in the new life', LOBBY, 'c_new'));
  assert.equal(said.ok, true);
  await primary.startAgain();
  cable.leadTo(primary.port);
  cable.mend();
  // The connection that was cut may be found broken by the first who needs it.
  await assert.rejects(next.do(send(anna, 'in which life?', LOBBY, 'c_which')), StoreFailure);
  await assert.rejects(next.do(send(anna, 'in which life?', LOBBY, 'c_which')), fatal);
  await assert.rejects(next.events(), StoreFailure);
  await assert.rejects(next.events(), fatal);
  assert.equal(next.fatal.length, 1);
  // The old one has its own end and nothing of the new life, and to what is known of that it says reset.
  await using old = await TestNode.open(primary.url());
  assert.equal((await old.events()).length, lost);
  const head = { epoch: next.store.log.epoch, seq: lost, id: commandId('new') };
  assert.equal(await old.store.archive.check(LOBBY, head), 'reset');
});
