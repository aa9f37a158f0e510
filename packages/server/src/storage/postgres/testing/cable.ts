import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A line between nodes and a database, which may break in the ways that lines do. */
export class Cable implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #to: number;
  #swallows = false;
  #cutsAtCommit = false;
  /** How often something may still be sent, and what becomes of the last of it. */
  #cut: { left: number; arrives: boolean } | undefined;

  /** To a port of this machine. */
  static async to(port: number): Promise<Cable> {
    const cable = new Cable(port);
    await new Promise<void>((resolve) => cable.#server.listen(0, '127.0.0.1', resolve));
    return cable;
  }

  private constructor(to: number) {
    this.#to = to;
    this.#server = createServer((socket) => this.#join(socket));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Whoever connects from now on comes to another port. */
  leadTo(port: number): void {
    this.#to = port;
  }

  /** The next COMMIT arrives and is done; instead of its answer comes the end of the connection. */
  cutAtNextCommit(): void {
    this.#cutsAtCommit = true;
  }

  /** The connection ends when something is sent for the nth time from now on; that arrives, or it does not. */
  cutAtSending(nth: number, { arrives }: { arrives: boolean }): void {
    this.#cut = { left: nth, arrives };
  }

  /** From now on nothing that is sent arrives, and nobody is told. */
  swallow(): void {
    this.#swallows = true;
  }

  /** New connections work again. The old ones are gone. */
  mend(): void {
    this.#swallows = false;
    this.#cut = undefined;
    this.#endAll();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#endAll();
    await closed;
  }

  #endAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(near: Socket): void {
    const far = connect(this.#to, '127.0.0.1');
    let isCommitting = false;
    this.#watch(near, far);
    this.#watch(far, near);
    near.on('data', (bytes) => {
      if (this.#swallows) return;
      if (this.#cutsAtCommit && bytes.includes('COMMIT')) {
        isCommitting = true;
        this.#cutsAtCommit = false;
      }
      if (this.#isCutNow()) return this.#end(near, far, bytes);
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (isCommitting) near.destroy();
      else if (!this.#swallows) near.write(bytes);
    });
  }

  #isCutNow(): boolean {
    if (!this.#cut) return false;
    this.#cut.left--;
    return this.#cut.left <= 0;
  }

  #end(near: Socket, far: Socket, bytes: Buffer | string): void {
    const { arrives } = this.#cut ?? { arrives: false };
    this.#cut = undefined;
    if (arrives) far.end(bytes);
    near.destroy();
  }

  /** When one end goes, the other does. */
  #watch(socket: Socket, other: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      // What was sent before arrives.
      if (!this.#swallows) other.destroySoon();
    });
  }
}
