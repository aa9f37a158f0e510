import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { ALL_CORES, SERVER_CORE } from './cpu.ts';

const START_MS_MAX = 60_000;
/** A server that takes longer to stop is killed. */
const STOP_MS_MAX = 10_000;
/** Of what a server says, this much is kept to explain a failed start. */
const OUTPUT_CHARACTERS_MAX = 4_000;

/** A server on a core of its own. It counts as started when it prints its address. */
export class ServerProcess {
  readonly port: number;
  readonly pid: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    this.pid = child.pid as number;
  }

  static async start(command: readonly string[], port: number, usesAllCores = false): Promise<ServerProcess> {
    const cores = usesAllCores ? ALL_CORES : String(SERVER_CORE);
    const child = spawn('taskset', ['-c', cores, ...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await addressPrinted(child, command);
    return new ServerProcess(child, port);
  }

  /** kill -9: what the server has not put on disk is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Lets the server finish, which is when Node writes a CPU profile if NODE_OPTIONS asks for one. */
  async [Symbol.asyncDispose](): Promise<void> {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS_MAX);
    await this.#end('SIGTERM');
    clearTimeout(timer);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exited;
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

function addressPrinted(child: ChildProcess, command: readonly string[]): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`${command.join(' ')}: ${why}\n${output}`));
    };
    const timer = setTimeout(() => fail('did not start'), START_MS_MAX);
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_CHARACTERS_MAX);
      if (!/https?:\/\//.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
    child.on('error', (error) => fail(error.message));
  });
}
