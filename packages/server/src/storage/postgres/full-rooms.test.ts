import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import type { Need } from '@teahouse/rules/facts';
import { roomId, userId } from '../contract/people.ts';
import { Pool } from './connection.ts';
import { PostgresTransaction } from './postgres-transaction.ts';
import { PostgresServer } from './testing/postgres-server.ts';
import { TestNode } from './testing/test-node.ts';

const MEMBERS = 2_000;
const SPEAKERS = 100;

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

/** Rows of `members` that this transaction has looked at. */
const LOOKED_AT = `SELECT coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::integer AS rows
  FROM pg_stat_xact_user_tables WHERE relname = 'members'`;

test('who speaks in a full room is looked up without reading who else is there', async () => {
  const people = Array.from({ length: MEMBERS }, (_, index) => userId(`guest${index}`));
  await using node = await TestNode.open(server.url());
  await node.settle();
  await node.commit(
    ...people.map((author) => ({ type: 'register', author, tokenHash: Buffer.from(author) }) as const),
  );
  // Most rooms are small, which is what the planner then expects of every room.
  await node.commit(
    ...people.map((author, index) => {
      const room = roomId(`room${index}`);
      return { type: 'create_room', author, room, name: 'alone', kind: 'open', members: [] } as const;
    }),
  );
  await server.run('ANALYZE');
  const pool = new Pool({ url: server.url(), connectionsMax: 1 });
  const speakers = people.slice(0, SPEAKERS);
  const needs = (seq: number): Need[] =>
    speakers.flatMap((user) => [
      { fact: 'membership', user, room: LOBBY },
      { fact: 'mentions_after', user, room: LOBBY, seq },
    ]);
  await pool.lend(async (connection) => {
    await connection.run('BEGIN');
    const facts = await new PostgresTransaction(connection, 1).load(needs(1));
    assert.equal(facts.filter(({ value }) => value !== undefined).length, 2 * SPEAKERS);
    const [looked] = await connection.rows<{ rows: number }>(LOOKED_AT);
    assert.ok(looked && looked.rows <= 2 * SPEAKERS, `${looked?.rows} rows`);
    await connection.run('ROLLBACK');
  });
  await pool.close();
});
