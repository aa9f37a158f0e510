import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Link } from './link.ts';
import type { Passage } from './passage.ts';

/**
 * How a line is just now. `held`: it takes connections and what is sent, and passes nothing on until it is free
 * again: whoever uses it is told nothing, as in a partition. `cut`: it breaks every connection, and each new one.
 */
export type Condition = 'free' | 'held' | 'cut';

interface Parts {
  /** A port of this machine. */
  readonly to: number;
  /** What becomes of bytes on their way, for each connection anew. */
  readonly passages?: () => { readonly there: Passage; readonly back: Passage };
}

/** A TCP line between one node and a server that it needs. */
export class Line implements AsyncDisposable {
  readonly #server: Server;
  readonly #parts: Parts;
  readonly #links = new Set<Link>();
  #condition: Condition = 'free';

  static async open(parts: Parts): Promise<Line> {
    const line = new Line(parts);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#join(socket));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  hold(): void {
    this.#condition = 'held';
    for (const link of this.#links) link.hold();
  }

  cut(): void {
    this.#condition = 'cut';
    for (const link of this.#links) link.break();
  }

  /** What was held goes on its way, in order. */
  free(): void {
    this.#condition = 'free';
    for (const link of this.#links) link.free();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const link of this.#links) link.break();
    await closed;
  }

  #join(near: Socket): void {
    if (this.#condition === 'cut') {
      near.on('error', () => undefined);
      near.resetAndDestroy();
      return;
    }
    const { to, passages } = this.#parts;
    const link = new Link(near, { to, ...passages?.(), onEnded: () => this.#links.delete(link) });
    this.#links.add(link);
    if (this.#condition === 'held') link.hold();
  }
}
