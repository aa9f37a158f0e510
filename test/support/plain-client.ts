import type { Closed } from './wire-client.ts';

/** A client that only sends and is shown: text as strings, binary as bytes. */
export class PlainClient {
  readonly closed: Promise<Closed>;
  readonly #socket: WebSocket;
  readonly #heard: (string | Uint8Array)[] = [];
  readonly #waiting: ((said: string | Uint8Array) => void)[] = [];

  private constructor(socket: WebSocket) {
    const { promise, resolve } = Promise.withResolvers<Closed>();
    this.closed = promise;
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onclose = ({ code, reason }) => resolve({ code, reason });
    socket.onmessage = ({ data }: { data: string | ArrayBuffer }) => {
      const said = typeof data === 'string' ? data : new Uint8Array(data);
      const waiting = this.#waiting.shift();
      if (waiting) waiting(said);
      else this.#heard.push(said);
    };
  }

  /** Resolves when the socket is open. */
  static async open(url: string): Promise<PlainClient> {
    const socket = new WebSocket(url);
    const client = new PlainClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = () => reject(new Error(`no WebSocket at ${url}`));
    });
    return client;
  }

  say(said: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(said);
  }

  /** What comes next, in order. */
  next(): Promise<string | Uint8Array> {
    const said = this.#heard.shift();
    if (said !== undefined) return Promise.resolve(said);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.closed;
  }
}
