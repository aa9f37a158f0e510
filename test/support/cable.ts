import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be pulled out. A browser that plays offline lets new WebSockets through. */
export class Cable implements AsyncDisposable {
  readonly #listener: Server;
  readonly #sockets = new Set<Socket>();
  #isOut = false;

  static async to(serverPort: number): Promise<Cable> {
    const cable = new Cable(serverPort);
    cable.#listener.listen(0, '127.0.0.1');
    await once(cable.#listener, 'listening');
    return cable;
  }

  private constructor(serverPort: number) {
    this.#listener = createServer((client) => this.#join(client, connect(serverPort, '127.0.0.1')));
  }

  /** Where a page finds the server. */
  get url(): string {
    return `http://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  /** Ends every connection, and lets no new one through. */
  pullOut(): void {
    this.#isOut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  plugIn(): void {
    this.#isOut = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.pullOut();
    this.#listener.close();
    await once(this.#listener, 'close');
  }

  #join(client: Socket, server: Socket): void {
    client.pipe(server);
    server.pipe(client);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      if (this.#isOut) socket.destroy();
    }
  }
}
