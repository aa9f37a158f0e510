import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** How often a trickling connection lets a byte through. */
const TRICKLE_EVERY_MS = 1_000;

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** A network between clients and a server, as bad as a test wants it. */
export class BadNetwork implements AsyncDisposable {
  readonly #listener: Server;
  readonly #pairs = new Set<Pair>();
  #trickle: NodeJS.Timeout | null = null;
  #isOut = false;
  /** What becomes of WebSockets on new connections: some proxies refuse them, some never answer. Other HTTP passes. */
  webSockets: 'pass' | 'refuse' | 'swallow' = 'pass';
  /** WebSockets that were asked for. */
  upgrades = 0;

  static async before(serverPort: number): Promise<BadNetwork> {
    const network = new BadNetwork(serverPort);
    network.#listener.listen(0, '127.0.0.1');
    await once(network.#listener, 'listening');
    return network;
  }

  private constructor(serverPort: number) {
    this.#listener = createServer((client) =>
      this.#join({ client, server: connect(serverPort, '127.0.0.1') }),
    );
  }

  /** Where clients find the server. */
  get url(): string {
    return `ws://${this.#host}/ws`;
  }

  /** Where pages do. */
  get pageUrl(): string {
    return `http://${this.#host}`;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** From now on nothing passes on the connections there are, and neither end is told. */
  swallow(): void {
    for (const { client, server } of this.#pairs) {
      client.unpipe(server);
      server.unpipe(client);
      client.pause();
      server.pause();
    }
  }

  /** From now on the clients there are read a byte a second. */
  trickle(): void {
    for (const { client, server } of this.#pairs) {
      server.unpipe(client);
      server.pause();
    }
    this.#trickle = setInterval(() => {
      for (const { client, server } of this.#pairs) client.write(server.read(1) ?? '');
    }, TRICKLE_EVERY_MS);
  }

  /** Ends every connection, and lets no new one through. A browser that plays offline lets WebSockets through. */
  pullOut(): void {
    this.#isOut = true;
    for (const pair of this.#pairs) this.#part(pair);
  }

  plugIn(): void {
    this.#isOut = false;
  }

  /** The clients read as fast as they can again. */
  flow(): void {
    if (this.#trickle) clearInterval(this.#trickle);
    for (const { client, server } of this.#pairs) server.pipe(client);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#trickle) clearInterval(this.#trickle);
    this.pullOut();
    this.#listener.close();
    await once(this.#listener, 'close');
  }

  get #host(): string {
    return `127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  #join(pair: Pair): void {
    const { client, server } = pair;
    this.#pairs.add(pair);
    client.once('data', (request: Buffer) => this.#begin(pair, request));
    for (const socket of [client, server]) {
      socket.on('error', () => {});
      socket.on('close', () => this.#part(pair));
    }
    if (this.#isOut) this.#part(pair);
  }

  #begin({ client, server }: Pair, request: Buffer): void {
    const isWebSocket = /^upgrade: websocket\r$/im.test(request.toString('latin1'));
    if (isWebSocket) this.upgrades++;
    if (isWebSocket && this.webSockets === 'swallow') return;
    if (isWebSocket && this.webSockets === 'refuse') {
      client.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    server.write(request);
    client.pipe(server);
    server.pipe(client);
  }

  #part(pair: Pair): void {
    this.#pairs.delete(pair);
    pair.client.destroy();
    pair.server.destroy();
  }
}
