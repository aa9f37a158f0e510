import type { Archive } from '../archive.ts';
import { archiveContract } from '../archive-contract.ts';
import { logContract } from '../log-contract.ts';
import { openArchiveThread } from './open-store.ts';
import { SqliteArchive } from './sqlite-archive.ts';
import { folderUnderTest } from './testing/folder-under-test.ts';

const direct = async (folder: string): Promise<Archive> => SqliteArchive.open(folder);
const inThread = (folder: string): Promise<Archive> => openArchiveThread({ folder, onFatal: assertNever });

logContract('sqlite', () => folderUnderTest(direct));
archiveContract('sqlite', () => folderUnderTest(direct));
archiveContract('sqlite in a thread', () => folderUnderTest(inThread));

function assertNever(failure: Error): void {
  throw failure;
}
