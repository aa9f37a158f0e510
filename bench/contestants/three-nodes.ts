import { NatsServer } from '@teahouse/server/bus/nats/testing/nats-server';
import { PostgresServer } from '@teahouse/server/storage/postgres/testing/postgres-server';
import { cpuSeconds } from '../support/cpu.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import { MAIN } from './teahouse.ts';

const NODES = 3;

/** Three nodes on one PostgreSQL and one NATS, all of which share the cores with the generator. */
export class ThreeNodes implements AsyncDisposable {
  readonly nodes: readonly ServerProcess[];
  readonly #behind: readonly AsyncDisposable[];

  private constructor(nodes: readonly ServerProcess[], behind: readonly AsyncDisposable[]) {
    this.nodes = nodes;
    this.#behind = behind;
  }

  static async start(): Promise<ThreeNodes> {
    const [postgres, nats] = await Promise.all([PostgresServer.start(), NatsServer.start()]);
    const urls = ['--database-url', postgres.url(), '--nats-url', nats.address];
    const nodes = await Promise.all(
      Array.from({ length: NODES }, async () => {
        const port = await freePort();
        const command = [process.execPath, MAIN, 'serve', '--port', String(port), '--limits', 'off', ...urls];
        return await ServerProcess.start(command, port, true);
      }),
    );
    return new ThreeNodes(nodes, [postgres, nats]);
  }

  get ports(): readonly number[] {
    return this.nodes.map(({ port }) => port);
  }

  /** Of nodes that live; what PostgreSQL and NATS take is not in it. */
  cpuSeconds(nodes: readonly ServerProcess[] = this.nodes): number {
    return nodes.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const node of this.nodes) await node[Symbol.asyncDispose]();
    for (const one of this.#behind) await one[Symbol.asyncDispose]();
  }
}
