import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DatabaseSync } from './database.ts';
import { checkedVersion, migrate, SCHEMA_VERSION } from './schema.ts';

const FIRST = 'CREATE TABLE cups (size INTEGER); INSERT INTO cups VALUES (1)';
const SECOND = "ALTER TABLE cups ADD COLUMN colour TEXT DEFAULT 'white'";

test('an empty database takes all steps, and then none', () => {
  using database = new DatabaseSync(':memory:');
  migrate(database, 'here');
  assert.equal(checkedVersion(database, 'here'), SCHEMA_VERSION);
  const changes = totalChanges(database);
  migrate(database, 'here');
  assert.equal(totalChanges(database), changes);
});

test('an older store takes the steps it has not taken, and keeps what it has', () => {
  using database = new DatabaseSync(':memory:');
  migrate(database, 'here', [FIRST]);
  migrate(database, 'here', [FIRST, SECOND]);
  assert.deepEqual({ ...database.prepare('SELECT * FROM cups').get() }, { size: 1, colour: 'white' });
  assert.equal(checkedVersion(database, 'here', 2), 2);
});

test('a step that fails leaves the store as it was', () => {
  using database = new DatabaseSync(':memory:');
  migrate(database, 'here', [FIRST]);
  assert.throws(() => migrate(database, 'here', [FIRST, SECOND, 'INSERT INTO nowhere VALUES (1)']));
  assert.equal(checkedVersion(database, 'here', 1), 1);
  assert.deepEqual({ ...database.prepare('SELECT * FROM cups').get() }, { size: 1 });
  assert.equal(database.isTransaction, false);
});

test('a newer store is refused by name', () => {
  using database = new DatabaseSync(':memory:');
  migrate(database, '/srv/tea', [FIRST, SECOND]);
  assert.throws(() => migrate(database, '/srv/tea', [FIRST]), { reason: 'newer', message: /\/srv\/tea/ });
});

function totalChanges(database: DatabaseSync): unknown {
  return database.prepare('SELECT total_changes() AS changes').get()?.changes;
}
