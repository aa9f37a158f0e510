import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** An abstract socket: the kernel frees its name when the process ends, however it ends. */
const NAME = '\0teahouse-bench';
const RETRY_MS = 1_000;

/** Resolves once no other bench runs on this machine, for two at once would measure each other. */
export async function alone(): Promise<void> {
  let told = false;
  while (!(await taken())) {
    if (!told) console.log('waiting for another bench on this machine to end …');
    told = true;
    await delay(RETRY_MS);
  }
}

async function taken(): Promise<Server | null> {
  const server = createServer().listen(NAME);
  try {
    await once(server, 'listening');
    return server.unref();
  } catch {
    return null;
  }
}
