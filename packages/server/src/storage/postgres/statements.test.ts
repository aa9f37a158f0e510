import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { LOBBY, type UserId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import { createCommitter } from '../../engine/batch.ts';
import { type Asked, send } from '../../testing/desk.ts';
import { commandId, roomId, userId } from '../contract/people.ts';
import type { Log } from '../log.ts';
import { type Connection, Pool } from './connection.ts';
import { PostgresTransaction } from './postgres-transaction.ts';
import { PostgresServer } from './testing/postgres-server.ts';
import { TestNode } from './testing/test-node.ts';

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

/** How many statements it takes to commit a batch. */
async function statementsFor(pool: Pool, batch: readonly Asked<Command>[]): Promise<number> {
  let count = 0;
  const counted = (connection: Connection): Connection => ({
    ...connection,
    rows(sql, values) {
      count++;
      return connection.rows(sql, values);
    },
    often(sql, values) {
      count++;
      return connection.often(sql, values);
    },
    run(sql, values) {
      count++;
      return connection.run(sql, values);
    },
  });
  const log: Pick<Log, 'transaction'> = {
    transaction: (work) =>
      pool.lend(async (connection) => {
        await connection.run('BEGIN');
        const result = await work(new PostgresTransaction(counted(connection), 1));
        await connection.commit();
        return result;
      }),
  };
  const committer = createCommitter(log as Log, { nowMs: () => 1 });
  const { outcomes } = await committer.commit(
    batch.map((one) => ({ id: commandId('x'), ...one }) as Command),
  );
  assert.ok(outcomes.every(({ ok }) => ok));
  return count;
}

test('a batch takes as many statements as a command of each kind, however long it is', async () => {
  const people = Array.from({ length: 60 }, (_, index) => userId(`guest${index}`));
  const listeners = people.map((_, index) => userId(`listener${index}`));
  await using node = await TestNode.open(server.url());
  await node.settle(...people, ...listeners);
  const pool = new Pool({ url: server.url(), connectionsMax: 1 });
  let commands = 0;
  const everything = (author: UserId, index: number): Asked<Command>[] => {
    const id = () => commandId(`s${++commands}`);
    const room = roomId(`room${++commands}`);
    const members = [people[(index + 1) % people.length] as UserId];
    const newcomer = userId(`new${commands}`);
    return [
      {
        type: 'register',
        author: newcomer,
        tokenHash: Buffer.from(newcomer.padEnd(32).slice(0, 32)),
        id: id(),
      },
      { ...send(author, 'you', LOBBY, id()), mentions: [listeners[index] as UserId] },
      { type: 'read', author, room: LOBBY, seq: 60, id: id() },
      { type: 'arrange', author, room: LOBBY, pinned: true, id: id() },
      { type: 'create_room', author, room, name: 'tea', kind: 'closed', members, id: id() },
      { ...send(author, 'only for us', room, id()), mentions: members },
      { type: 'leave', author, room, id: id() },
    ];
  };
  const one = await statementsFor(pool, everything(people[0] as UserId, 0));
  const many = await statementsFor(pool, people.slice(0, 50).flatMap(everything));
  const words = await statementsFor(
    pool,
    people.map((author, index) => send(author, 'tea?', LOBBY, `w${index}`)),
  );
  assert.ok(many <= one, `${many} statements for many, ${one} for one of each`);
  assert.equal(
    words,
    7,
    'locking, names, the room, memberships, what was done before, events and their streams',
  );
  await pool.close();
});
