import { archiveContract } from '../archive-contract.ts';
import type { StoreUnderTest } from '../contract/store-under-test.ts';
import { logContract } from '../log-contract.ts';
import { MemoryStore } from './memory-store.ts';

async function open(): Promise<StoreUnderTest> {
  let names = 0;
  let store = new MemoryStore(() => `name${++names}`);
  let kept = store;
  let log = store.openLog();
  let archive = store.openArchive();
  const reopen = async () => {
    await log.close();
    log = store.openLog();
    archive = store.openArchive();
  };
  return {
    get log() {
      return log;
    },
    get archive() {
      return archive;
    },
    reopen,
    async backUp() {
      kept = store.copy();
    },
    async restore() {
      store = kept.copy();
      await reopen();
    },
    [Symbol.asyncDispose]: () => log.close(),
  };
}

logContract('memory', open);
archiveContract('memory', open);
