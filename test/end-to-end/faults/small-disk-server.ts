import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER } from './traced-server.ts';

const OPEN = /http:\/\/[^/]*:(\d+)\//;
/** Mounts a small disk that only this process sees, and that goes with it; then becomes the server. */
const SCRIPT = 'mount -t tmpfs -o size="$1" none "$2" && shift 2 && exec "$@"';

/** A server whose store is on a small disk of its own. */
export class SmallDiskServer implements AsyncDisposable {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  /** The disk as it is seen from out here. */
  readonly #disk: string;

  static async start(folder: string, size: string): Promise<SmallDiskServer> {
    const options = [
      '--port',
      '0',
      '--data',
      join(folder, 'data'),
      '--log-level',
      'silent',
      '--limits',
      'off',
    ];
    const command = ['sh', '-c', SCRIPT, 'sh', size, folder, process.execPath, ...SERVER, ...options];
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const child = spawn('unshare', [...namespaces(), ...command], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    for await (const chunk of child.stdout) {
      said += String(chunk);
      if (OPEN.test(said)) break;
    }
    const port = OPEN.exec(said)?.[1];
    if (port === undefined) throw new Error('the server did not start on a small disk');
    return new SmallDiskServer(child, folder, Number(port));
  }

  private constructor(child: ChildProcess, folder: string, port: number) {
    this.#child = child;
    this.#ended = once(child, 'close').then(([code]) => code as number | null);
    this.#disk = join(`/proc/${child.pid}/root`, folder);
    this.url = `ws://127.0.0.1:${port}/ws`;
  }

  /** Takes space away. */
  occupy(sizeBytes: number): void {
    writeFileSync(join(this.#disk, 'other'), Buffer.alloc(sizeBytes));
  }

  /** Gives it back. */
  release(): void {
    rmSync(join(this.#disk, 'other'));
  }

  /** Asks it to end, and gives the exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

function namespaces(): string[] {
  return process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--user', '--map-root-user'];
}
