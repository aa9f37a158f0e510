import { fileURLToPath } from 'node:url';
import { type App, startApp } from './app.ts';
import { openStore } from './assembly/open-store.ts';
import { type Config, readConfig } from './config.ts';
import { createLogger, type Logger } from './runtime/logger.ts';
import { keepYoungSpaceSmall } from './runtime/memory.ts';
import type { StoreFailure } from './storage/log.ts';

const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url));
/** Exit code after something that a person has to mend. */
const FAILED = 1;

/** Serves until told to stop. What cannot be started is one sentence and a non-zero exit. */
export async function serve(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  keepYoungSpaceSmall();
  try {
    const config = readConfig(args, environment);
    const app = await start(config, createLogger(config.logLevel));
    stopOnSignal(app);
    console.log(`Teahouse is open at http://${hostOf(config)}:${app.port}/`);
  } catch (error) {
    fail(sentenceOf(error, args));
  }
}

async function start(config: Config, logger: Logger): Promise<App> {
  const onFatal = (failure: StoreFailure) => {
    logger.fatal({ err: failure }, 'the store failed');
    fail(
      config.databaseUrl === null
        ? `The store in ${config.data} failed and what is on disk is not sure: ${failure.code}. Mend the disk and start again.`
        : 'Another database has taken the place of the store, and what it has is another history. Start again.',
    );
  };
  const store = await openStore(config, onFatal);
  try {
    return await startApp({ config, store, logger, webFolder: WEB_FOLDER, onFatal });
  } catch (error) {
    await store.close();
    throw error;
  }
}

function stopOnSignal(app: App): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(String(error)),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function hostOf({ host }: Config): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function sentenceOf(error: unknown, args: readonly string[]): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `The port is in use by another program. Choose one with --port.`;
  if (code === 'EACCES')
    return `This port or address may not be used by this user. Choose another with --port.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no such address. Choose another with --host.`;
  return message ?? `Could not start with ${args.join(' ')}.`;
}

function fail(sentence: string): never {
  console.error(`teahouse: ${sentence}`);
  process.exit(FAILED);
}
