import type { Socket, SocketListener } from '../platform.ts';
import { settle } from './manual-clock.ts';

/** The server's side of a link. */
export interface Peer {
  received(text: string): void;
  gone(): void;
}

/** One socket with both of its directions in hand: nothing moves before `flush`, and frames may be tampered with. */
export class Link {
  readonly toServer: string[] = [];
  readonly toClient: string[] = [];
  readonly #listener: SocketListener;
  readonly #peer: Peer;
  #state: 'opening' | 'open' | 'closed' = 'opening';

  constructor(listener: SocketListener, accept: (link: Link) => Peer) {
    this.#listener = listener;
    this.#peer = accept(this);
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** The handle the client gets. */
  get socket(): Socket {
    return {
      send: (text) => {
        if (this.isOpen) this.toServer.push(text);
      },
      close: () => this.#end(),
    };
  }

  /** The server ends it, or the network does: the client hears this code. */
  cut(code = 1006): void {
    if (this.#state === 'closed') return;
    this.#end();
    this.#listener.closed(code);
  }

  open(): void {
    if (this.#state !== 'opening') return;
    this.#state = 'open';
    this.#listener.opened();
  }

  /** Moves one frame in each direction. False if there is none. */
  step(): boolean {
    const hasAsked = this.stepToServer();
    const hasSaid = this.stepToClient();
    return hasAsked || hasSaid;
  }

  stepToServer(): boolean {
    const text = this.isOpen ? this.toServer.shift() : undefined;
    if (text !== undefined) this.#peer.received(text);
    return text !== undefined;
  }

  stepToClient(): boolean {
    const text = this.isOpen ? this.toClient.shift() : undefined;
    if (text !== undefined) this.#listener.received(text);
    return text !== undefined;
  }

  #end(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.toServer.length = 0;
    this.toClient.length = 0;
    this.#peer.gone();
  }
}

export class FakeNetwork {
  readonly #accept: (link: Link) => Peer;
  readonly links: Link[] = [];
  /** Whether a new socket opens; otherwise it fails at once. A hole swallows everything. */
  weather: 'fine' | 'down' | 'hole' = 'fine';

  constructor(accept: (link: Link) => Peer) {
    this.#accept = accept;
  }

  /** The newest link. */
  get link(): Link {
    const link = this.links.at(-1);
    if (!link) throw new Error('nobody has connected');
    return link;
  }

  connect(listener: SocketListener): Socket {
    const link = new Link(listener, this.#accept);
    this.links.push(link);
    return link.socket;
  }

  /** Opens what wants to open and moves every frame, until nothing moves any more. */
  async flush(): Promise<void> {
    do await settle();
    while (this.#step());
  }

  #step(): boolean {
    if (this.weather === 'hole') return false;
    let moved = false;
    for (const link of this.links) {
      if (this.weather === 'down') link.cut();
      else link.open();
      while (link.step()) moved = true;
    }
    return moved;
  }
}
