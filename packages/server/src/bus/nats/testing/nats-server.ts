import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface Options {
  /** Lines of its configuration, such as `max_payload: 1024`. */
  readonly settings?: readonly string[];
}

/** A real NATS server on a free port of this machine. It keeps nothing. */
export class NatsServer implements AsyncDisposable {
  readonly port: number;
  readonly #settings: readonly string[];
  readonly #running: Running;

  static async start({ settings = [] }: Options = {}): Promise<NatsServer> {
    return new NatsServer(settings, await run(settings, -1));
  }

  private constructor(settings: readonly string[], running: Running) {
    this.#settings = settings;
    this.#running = running;
    this.port = running.port;
  }

  get address(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#running.process.pid as number;
  }

  /** What its log said so far. */
  get log(): string {
    return this.#running.lines.join('\n');
  }

  /** As when its machine is gone: nothing is said, and nothing kept. */
  kill(): Promise<void> {
    return end(this.#running, 'SIGKILL');
  }

  /** It reads no more, and its connections stay open, until it is told to go on. */
  freeze(): void {
    this.#running.process.kill('SIGSTOP');
  }

  thaw(): void {
    this.#running.process.kill('SIGCONT');
  }

  /** Another one, that knows nothing, where this one was. */
  async successor(): Promise<NatsServer> {
    return new NatsServer(this.#settings, await run(this.#settings, this.port));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }
}

interface Running {
  readonly process: ChildProcess;
  readonly port: number;
  readonly folder: string;
  readonly lines: readonly string[];
}

async function run(settings: readonly string[], port: number): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'teahouse-nats-'));
  const file = join(folder, 'nats.conf');
  writeFileSync(file, settings.join('\n'));
  const options = ['-a', '127.0.0.1', '-p', `${port}`, '-c', file];
  const child = spawn('nats-server', options, { stdio: ['ignore', 'ignore', 'pipe'] });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  const lines: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('error', reject);
  child.once('exit', () => reject(new Error(`nats-server ended: ${lines.join('\n')}`)));
  let taken = 0;
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    taken = Number(/Listening for client connections on 127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? taken);
    if (line.endsWith('Server is ready')) resolve(taken);
  });
  return { process: child, port: await promise, folder, lines };
}

async function end({ process: child, folder }: Running, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await exited;
  }
  rmSync(folder, { recursive: true, force: true });
}
