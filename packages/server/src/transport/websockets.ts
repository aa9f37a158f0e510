import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { FRAME_BYTES_MAX } from '@teahouse/protocol/limits';
import { type Server as SocketServer, WebSocketServer } from 'ws';
import { PlainSession } from '../sessions/plain-session.ts';
import type { Services } from '../sessions/services.ts';
import { Session } from '../sessions/session.ts';
import { ClientSocket } from './client-socket.ts';
import { answerTo } from './compression.ts';
import type { Connections } from './connections.ts';
import { DeflatingSocket } from './deflating-socket.ts';
import { addressOf, type Door, type DoorRefusal } from './door.ts';
import { type Target, targetOf } from './target.ts';

/** How long a closing handshake may take before the socket is cut. */
const CLOSE_TIMEOUT_MS = 5_000;

/**
 * `ws` with every limit set: fragments, chunks and unread pings cost memory otherwise. Its own compression is
 * off: a frame is compressed once for all, and what clients compressed is inflated by `inflation.ts`.
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
} as const;

const EXTENSIONS = 'sec-websocket-extensions';

interface Deps {
  readonly services: Services;
  readonly connections: Connections;
  readonly door: Door;
  readonly compression: 'on' | 'off';
}

/** Who was let in: what they ask for, and the address that they are counted under. */
interface Coming {
  readonly target: Target;
  readonly address: string;
}

/** Upgrades on an HTTP server: address, origin and number are checked before a byte of WebSocket is spoken. */
export class WebSockets {
  readonly #deps: Deps;
  readonly #server = new WebSocketServer({ ...WS_OPTIONS, WebSocket: ClientSocket });
  readonly #deflatingServer = new WebSocketServer<typeof ClientSocket>({
    ...WS_OPTIONS,
    WebSocket: DeflatingSocket,
  });

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#deflatingServer.on('headers', tellAgreement);
  }

  listenOn(server: Server): void {
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', destroy);
    const target = targetOf(request.url ?? '');
    if (target === null) return refuse(socket, '404 Not Found');
    const server = this.#serverFor(request, target);
    if (server === null) return refuse(socket, '400 Bad Request');
    const { door } = this.#deps;
    const address = addressOf(request);
    const goOn = (refusal: DoorRefusal | null) => {
      if (refusal !== null) return refuse(socket, refusal);
      let hasBegun = false;
      server.handleUpgrade(request, socket, head, (client: ClientSocket) => {
        hasBegun = true;
        this.#begin(client, socket as Socket, { target, address });
      });
      // The handshake was wrong, or the client has gone meanwhile.
      if (!hasBegun) door.leave(address);
    };
    const entered = door.enter(request, { isPlain: target.mode === 'plain' });
    // What is known at once is not waited for.
    if (entered instanceof Promise) entered.then(goOn, destroy.bind(socket));
    else goOn(entered);
  }

  /** Plain clients send and get short texts, mostly by hand: nothing is compressed for them. Null if what is offered cannot be read. */
  #serverFor({ headers }: IncomingMessage, { mode }: Target): SocketServer<typeof ClientSocket> | null {
    if (this.#deps.compression === 'off' || mode === 'plain') return this.#server;
    const answer = answerTo(headers[EXTENSIONS]);
    if (answer === 'unreadable') return null;
    return answer === 'declined' ? this.#server : this.#deflatingServer;
  }

  #begin(client: ClientSocket, socket: Socket, { target, address }: Coming): void {
    const { services, connections } = this.#deps;
    client.begin(
      socket,
      address,
      (wire) =>
        target.mode === 'json' ? new Session(services, wire) : new PlainSession(services, wire, target),
      this.#ended,
    );
    connections.add(client);
  }

  readonly #ended = (client: ClientSocket): void => {
    this.#deps.connections.remove(client);
    this.#deps.door.leave(client.address);
  };
}

function tellAgreement(headers: string[], request: IncomingMessage): void {
  headers.push(`Sec-WebSocket-Extensions: ${answerTo(request.headers[EXTENSIONS])}`);
}

function destroy(this: Duplex): void {
  this.destroy();
}

/** Whoever does not close their side would keep the socket for ever, for no timeout of HTTP applies to it any more. */
function refuse(socket: Duplex, status: string): void {
  socket.once('finish', destroy);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
