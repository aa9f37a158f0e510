import { NatsServer } from '@teahouse/server/bus/nats/testing/nats-server';
import { PostgresServer } from '@teahouse/server/storage/postgres/testing/postgres-server';
import { dataFolder } from '../../support/data-folder.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { WireClient } from '../../support/wire-client.ts';

const NODES = 3;

/** Three nodes of Teahouse on one PostgreSQL and one NATS, all real. */
export class ThreeNodes implements AsyncDisposable {
  readonly postgres: PostgresServer;
  readonly nodes: ServerProcess[] = [];
  nats: NatsServer;
  readonly #folder: AsyncDisposable & { readonly path: string };

  static async start(): Promise<ThreeNodes> {
    const [postgres, nats, folder] = await Promise.all([
      PostgresServer.start(),
      NatsServer.start(),
      dataFolder(),
    ]);
    const three = new ThreeNodes(postgres, nats, folder);
    // All at once, as machines come up: the database is made by whoever is first.
    await Promise.all(Array.from({ length: NODES }, () => three.add()));
    return three;
  }

  private constructor(
    postgres: PostgresServer,
    nats: NatsServer,
    folder: AsyncDisposable & { readonly path: string },
  ) {
    this.postgres = postgres;
    this.nats = nats;
    this.#folder = folder;
  }

  /** One more node. */
  async add(): Promise<ServerProcess> {
    const args = ['--database-url', this.postgres.url(), '--nats-url', this.nats.address, '--limits', 'off'];
    const node = await ServerProcess.start({ data: this.#folder.path, args });
    this.nodes.push(node);
    return node;
  }

  node(index: number): ServerProcess {
    const node = this.nodes[index];
    if (!node) throw new RangeError(`there is no node ${index}`);
    return node;
  }

  /** Somebody new at each node. */
  guests(): Promise<Guest[]> {
    return Promise.all(
      this.nodes.map(async (node, index) => {
        const { client, welcome } = await WireClient.enter(node.webSocket('/ws'), { name: `guest ${index}` });
        return { client, welcome };
      }),
    );
  }

  /** What a node says of itself: its status, and the lines. */
  async readiness(index: number): Promise<string> {
    const answer = await fetch(`${this.node(index).url}/readyz`);
    return `${answer.status} ${await answer.text()}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.nodes.map((node) => node[Symbol.asyncDispose]()));
    await Promise.all([this.postgres, this.nats, this.#folder].map((one) => one[Symbol.asyncDispose]()));
  }
}

type Entered = Awaited<ReturnType<typeof WireClient.enter>>;
export type Guest = Pick<Entered, 'client' | 'welcome'>;
