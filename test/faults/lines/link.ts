import { connect, type Socket } from 'node:net';
import { type Passage, UNCHANGED } from './passage.ts';

interface Parts {
  readonly to: number;
  readonly there?: Passage;
  readonly back?: Passage;
  /** Both sockets are gone. */
  readonly onEnded: () => void;
}

/** One connection on a line: two sockets, and what is passed between them. */
export class Link {
  readonly #near: Socket;
  readonly #far: Socket;
  #isHeld = false;

  constructor(near: Socket, { to, there = UNCHANGED, back = UNCHANGED, onEnded }: Parts) {
    this.#near = near;
    this.#far = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true });
    this.#lead(this.#near, this.#far, there);
    this.#lead(this.#far, this.#near, back);
    for (const socket of [this.#near, this.#far]) {
      socket.once('close', () => {
        if (this.#near.destroyed && this.#far.destroyed) onEnded();
      });
    }
  }

  /** Neither is read any more. What they send waits in the system, as on a network that loses every packet. */
  hold(): void {
    this.#isHeld = true;
    for (const socket of [this.#near, this.#far]) socket.pause();
  }

  free(): void {
    this.#isHeld = false;
    for (const socket of [this.#near, this.#far]) {
      socket.resume();
      // One of them broke meanwhile, which the other hears of only now.
      if (socket.destroyed) this.break();
    }
  }

  break(): void {
    for (const socket of [this.#near, this.#far]) {
      // Node forgets to close one that is reset while it says that it has ended, and then never exits itself.
      if (socket.writableEnded) socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  #lead(from: Socket, to: Socket, passage: Passage): void {
    const pass = (bytes: Buffer) => {
      if (to.writable) to.write(bytes);
    };
    from.on('data', (bytes: Buffer) => passage(bytes, pass));
    from.on('end', () => to.end());
    from.on('error', () => undefined);
    from.once('close', (hadError) => {
      if (hadError && !this.#isHeld) to.destroy();
    });
  }
}
