import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Archive } from '../../archive.ts';
import type { StoreUnderTest } from '../../contract/store-under-test.ts';
import { DatabaseSync } from '../database.ts';
import { storeFiles } from '../files.ts';
import { SqliteLog } from '../sqlite-log.ts';

/** A folder of a test's own, gone when the test is over. */
export class TestFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'teahouse-store-'));

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function openLog(folder: string): SqliteLog {
  let names = 0;
  return SqliteLog.open(folder, {
    // Unlike in other openings, as chance would have it.
    randomName: () => `${process.hrtime.bigint().toString(36)}${++names}`,
    soon: (callback) => {
      setImmediate(callback);
    },
  });
}

/** A store in a folder for the contracts, with the archive that is to be shown to keep them. */
export async function folderUnderTest(
  openArchive: (folder: string) => Promise<Archive>,
): Promise<StoreUnderTest> {
  const root = new TestFolder();
  const folder = join(root.path, 'data');
  const kept = join(root.path, 'kept');
  let log = openLog(folder);
  let archive = await openArchive(folder);
  const close = async () => {
    await archive.close();
    await log.close();
  };
  const open = async () => {
    log = openLog(folder);
    archive = await openArchive(folder);
  };
  return {
    get log() {
      return log;
    },
    get archive() {
      return archive;
    },
    async reopen() {
      await close();
      await open();
    },
    async backUp() {
      // While it is open, as one would: the backup's last life is the one that goes on.
      rmSync(kept, { recursive: true, force: true });
      mkdirSync(kept);
      using database = new DatabaseSync(storeFiles(folder).database, { readOnly: true });
      database.prepare('VACUUM INTO ?').run(storeFiles(kept).database);
    },
    async restore() {
      await close();
      rmSync(folder, { recursive: true });
      cpSync(kept, folder, { recursive: true });
      await open();
    },
    async [Symbol.asyncDispose]() {
      await close();
      root[Symbol.dispose]();
    },
  };
}
