import { after } from 'node:test';
import { archiveContract } from '../archive-contract.ts';
import { logContract } from '../log-contract.ts';
import { databaseUnderTest } from './testing/database-under-test.ts';
import { PostgresServer } from './testing/postgres-server.ts';

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

logContract('postgres', () => databaseUnderTest(server));
archiveContract('postgres', () => databaseUnderTest(server));
