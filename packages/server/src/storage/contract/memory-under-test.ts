import { MemoryStore } from '../memory/memory-store.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** A store in memory for the contracts. */
export async function memoryUnderTest(): Promise<StoreUnderTest> {
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
