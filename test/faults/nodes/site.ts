import { NatsServer } from '@teahouse/server/bus/nats/testing/nats-server';
import { PostgresServer } from '@teahouse/server/storage/postgres/testing/postgres-server';
import { dataFolder } from '../../support/data-folder.ts';
import { Node } from './node.ts';

/** Three nodes, PostgreSQL and NATS, all real, and a line from each node to either. */
export class Site implements AsyncDisposable {
  readonly postgres: PostgresServer;
  readonly nodes: readonly [Node, Node, Node];
  /** The one that is there now. A successor is at the same port. */
  nats: NatsServer;
  readonly #rest: AsyncDisposableStack;

  static async start(random: () => number): Promise<Site> {
    await using stack = new AsyncDisposableStack();
    const postgres = stack.use(await PostgresServer.start());
    const nats = await NatsServer.start();
    const { path: data } = stack.use(await dataFolder());
    const databaseUrl = (port: number) => postgres.url('postgres', port);
    const add = async () =>
      stack.use(
        await Node.start({ data, databaseUrl, databasePort: postgres.port, natsPort: nats.port, random }),
      );
    // All at once, as machines come up: the database is made by whoever is first.
    const nodes = await Promise.all([add(), add(), add()] as const);
    return new Site({ postgres, nats, nodes, rest: stack.move() });
  }

  private constructor(
    parts: Pick<Site, 'postgres' | 'nats' | 'nodes'> & { readonly rest: AsyncDisposableStack },
  ) {
    this.postgres = parts.postgres;
    this.nats = parts.nats;
    this.nodes = parts.nodes;
    this.#rest = parts.rest;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#rest.disposeAsync();
    await this.nats[Symbol.asyncDispose]();
  }
}
