import assert from 'node:assert/strict';
import type { Epoch } from '@teahouse/protocol/ids';
import type { Chronicle } from '../../contract/chronicle.ts';
import { everythingIn, factsIn } from '../../contract/everything.ts';
import { BLOBS, furnish, PEOPLE, ROOMS, TOKENS } from '../../contract/full-house.ts';
import type { Log } from '../../log.ts';
import type { TimeLimits } from '../../postgres/connection.ts';
import type { PostgresServer } from '../../postgres/testing/postgres-server.ts';
import { TestNode } from '../../postgres/testing/test-node.ts';
import { SqliteArchive } from '../../sqlite/sqlite-archive.ts';
import { openLog, TestFolder } from '../../sqlite/testing/folder-under-test.ts';
import { type Moved, move } from '../move.ts';
import type { Progress } from '../progress.ts';
import type { Mismatch } from '../verify.ts';

let databases = 0;

/** A store in a folder with everything in it, and an empty database to move it to. */
export class HouseToMove implements Disposable {
  readonly folder: TestFolder;
  readonly database: string;
  readonly url: string;
  /** What happened, from where more may happen. */
  readonly chronicle: Chronicle;
  /** What was told of the moves so far. */
  readonly progress: Progress[] = [];
  readonly mismatches: Mismatch[] = [];

  static async furnished(server: PostgresServer, size?: { messages: number }): Promise<HouseToMove> {
    const database = `moved_${++databases}`;
    await server.run(`CREATE DATABASE ${database}`);
    const folder = new TestFolder();
    let log: Log | undefined;
    const chronicle = await furnish(async () => {
      await log?.close();
      log = openLog(folder.path);
      return log;
    }, size);
    await log?.close();
    return new HouseToMove(folder, { database, url: server.url(database), chronicle });
  }

  private constructor(
    folder: TestFolder,
    { database, url, chronicle }: { database: string; url: string; chronicle: Chronicle },
  ) {
    this.folder = folder;
    this.database = database;
    this.url = url;
    this.chronicle = chronicle;
  }

  move({ onProgress = () => undefined, ...other }: Moving = {}): Promise<Moved> {
    return move({
      folder: this.folder.path,
      url: this.url,
      ...other,
      onProgress: (progress) => {
        this.progress.push(progress);
        onProgress(progress);
      },
      onMismatch: (mismatch) => this.mismatches.push(mismatch),
    });
  }

  /** Runs a piece of a server’s life on the folder. */
  async live(work: (log: Log) => Promise<unknown>): Promise<void> {
    const log = openLog(this.folder.path);
    try {
      await work(log);
    } finally {
      await log.close();
    }
  }

  /** What the folder says is what the database says, whatever is asked. Both begin another life by it. */
  async assertSame(): Promise<void> {
    const before = SqliteArchive.open(this.folder.path);
    await using node = await TestNode.open(this.url);
    const asked = { people: PEOPLE, rooms: ROOMS, tokens: TOKENS, blobs: BLOBS, epochs: before.epochs };
    const { log, archive } = node.store;
    assert.deepEqual(await everythingIn(archive, asked), await everythingIn(before, asked));
    assert.equal(archive.eraOf(archive.epoch), before.epochs.length + 1);
    const facts = await factsIn(log, archive, asked);
    await this.live(async (old) => assert.deepEqual(facts, await factsIn(old, before, asked)));
    await before.close();
  }

  get epochs(): readonly Epoch[] {
    const archive = SqliteArchive.open(this.folder.path);
    return archive.epochs;
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
  }
}

interface Moving {
  readonly url?: string;
  readonly folder?: string;
  readonly onProgress?: (progress: Progress) => void;
  readonly limits?: TimeLimits;
}
