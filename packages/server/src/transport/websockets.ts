import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { FRAME_BYTES_MAX } from '@teahouse/protocol/limits';
import { WebSocketServer } from 'ws';
import { PlainSession } from '../sessions/plain-session.ts';
import type { Services } from '../sessions/services.ts';
import { Session } from '../sessions/session.ts';
import { ClientSocket } from './client-socket.ts';
import type { Connections } from './connections.ts';
import { mayConnect, type OriginPolicy } from './origin.ts';
import { type Target, targetOf } from './target.ts';

/** Connections from one address. One more is answered 429. Lifted by `--limits off`. */
export const CONNECTIONS_PER_ADDRESS_MAX = 256;
/** How long a closing handshake may take before the socket is cut. */
const CLOSE_TIMEOUT_MS = 5_000;

/**
 * `ws` with every limit set: fragments, chunks and unread pings cost memory otherwise. Compression is
 * off, so that a frame can be built once for all.
 */
const WS_OPTIONS = {
  noServer: true,
  maxPayload: FRAME_BYTES_MAX,
  maxFragments: 128,
  maxBufferedChunks: 1_024,
  maxPendingAutoPongs: 16,
  closeTimeout: CLOSE_TIMEOUT_MS,
  perMessageDeflate: false,
  clientTracking: false,
  WebSocket: ClientSocket,
} as const;

interface Deps {
  readonly services: Services;
  readonly connections: Connections;
  readonly origins: OriginPolicy;
  readonly connectionsPerAddressMax: number;
  /** Whether this node takes part: whoever comes while it does not is sent elsewhere. */
  readonly isReady: () => boolean;
}

/** Upgrades on an HTTP server: address, origin and number are checked before a byte of WebSocket is spoken. */
export class WebSockets {
  readonly #deps: Deps;
  readonly #server = new WebSocketServer(WS_OPTIONS);
  readonly #perAddress = new Map<string, number>();
  constructor(deps: Deps) {
    this.#deps = deps;
  }

  listenOn(server: Server): void {
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', destroy);
    const target = targetOf(request.url ?? '');
    if (target === null) return refuse(socket, '404 Not Found');
    const { origin, host } = request.headers;
    const asking = { origin, host, isPlain: target.mode === 'plain' };
    if (!mayConnect(asking, this.#deps.origins)) return refuse(socket, '403 Forbidden');
    if (!this.#deps.isReady()) return refuse(socket, '503 Service Unavailable');
    if (this.#isFull(request.socket)) return refuse(socket, '429 Too Many Requests');
    this.#server.handleUpgrade(request, socket, head, (client) =>
      this.#begin(client, socket as Socket, target),
    );
  }

  #begin(client: ClientSocket, socket: Socket, target: Target): void {
    const { services, connections } = this.#deps;
    client.begin(
      socket,
      (wire) =>
        target.mode === 'json' ? new Session(services, wire) : new PlainSession(services, wire, target),
      this.#ended,
    );
    connections.add(client);
    this.#count(client.address, 1);
  }

  readonly #ended = (client: ClientSocket): void => {
    this.#deps.connections.remove(client);
    this.#count(client.address, -1);
  };

  #isFull({ remoteAddress = '' }: Socket): boolean {
    return (this.#perAddress.get(remoteAddress) ?? 0) >= this.#deps.connectionsPerAddressMax;
  }

  #count(address: string, change: 1 | -1): void {
    const open = (this.#perAddress.get(address) ?? 0) + change;
    if (open > 0) this.#perAddress.set(address, open);
    else this.#perAddress.delete(address);
  }
}

function destroy(this: Duplex): void {
  this.destroy();
}

/** Whoever does not close their side would keep the socket for ever, for no timeout of HTTP applies to it any more. */
function refuse(socket: Duplex, status: string): void {
  socket.once('finish', destroy);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
