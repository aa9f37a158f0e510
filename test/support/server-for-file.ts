import { after } from 'node:test';
import { dataFolder } from './data-folder.ts';
import { ServerProcess } from './server-process.ts';

/** A server with a store of its own for all tests of a file. It is stopped after the last of them. */
export async function serverForFile(args: readonly string[] = []): Promise<ServerProcess> {
  const folder = await dataFolder();
  const server = await ServerProcess.start({ data: folder.path, args });
  after(async () => {
    await server[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  return server;
}
