import { archiveContract } from './archive-contract.ts';
import { AskedArchive, answerTo } from './asked-archive.ts';
import { memoryUnderTest } from './contract/memory-under-test.ts';
import { movable } from './movable-answer.ts';

archiveContract('asked from another thread', async () => {
  const store = await memoryUnderTest();
  return {
    get log() {
      return store.log;
    },
    get archive() {
      const { archive } = store;
      const ask = async (question: Parameters<typeof answerTo>[1]) =>
        structuredClone(movable(await answerTo(archive, structuredClone(question))).answer);
      return new AskedArchive({ ask, close: () => archive.close() }, archive.epochs);
    },
    reopen: () => store.reopen(),
    backUp: () => store.backUp(),
    restore: () => store.restore(),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
});
