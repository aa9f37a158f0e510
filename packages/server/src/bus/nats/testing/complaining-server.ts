import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

const GREETING = { server_id: 'x', version: '2.9.10', proto: 1, max_payload: 1_048_576, headers: true };

/** What looks like NATS to a client, and complains when a test says so. */
export class ComplainingServer implements AsyncDisposable {
  readonly #server = createServer((socket) => this.#greet(socket));
  readonly #sockets = new Set<Socket>();

  static async start(): Promise<ComplainingServer> {
    const started = new ComplainingServer();
    started.#server.listen(0, '127.0.0.1');
    await once(started.#server, 'listening');
    return started;
  }

  get address(): string {
    return `nats://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  complain(sentence: string): void {
    for (const socket of this.#sockets) socket.write(`-ERR '${sentence}'\r\n`);
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #greet(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.write(`INFO ${JSON.stringify(GREETING)}\r\n`);
    socket.on('data', (bytes) => {
      for (const _ of bytes.toString().matchAll(/PING\r\n/g)) socket.write('PONG\r\n');
    });
  }
}
