import type { StoreUnderTest } from '../../contract/store-under-test.ts';
import { openPostgresStore } from '../open-store.ts';
import type { PostgresServer } from './postgres-server.ts';

let databases = 0;
let names = 0;

/** A store in a database of its own for the contracts. It is opened each time as after a standby took over. */
export async function databaseUnderTest(server: PostgresServer): Promise<StoreUnderTest> {
  const database = `store_${++databases}`;
  const kept = `${database}_kept`;
  await server.run(`CREATE DATABASE ${database}`);
  const open = (isTakenBack: boolean) =>
    openPostgresStore({
      url: server.url(database),
      randomName: () => `name${++names}`,
      isTakenBack,
      onFatal: (failure) => {
        throw failure;
      },
    });
  let store = await open(false);
  return {
    get log() {
      return store.log;
    },
    get archive() {
      return store.archive;
    },
    async reopen() {
      await store.close();
      store = await open(true);
    },
    async backUp() {
      await store.close();
      await server.run(`CREATE DATABASE ${kept} TEMPLATE ${database}`);
      store = await open(false);
    },
    async restore() {
      await store.close();
      await server.run(`DROP DATABASE ${database}`);
      await server.run(`CREATE DATABASE ${database} TEMPLATE ${kept}`);
      store = await open(false);
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
}
