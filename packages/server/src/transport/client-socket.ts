import type { Socket } from 'node:net';
import { CLOSE, type CloseName } from '@teahouse/protocol/close-codes';
import { WebSocket } from 'ws';
import type { Peer, Wire } from '../sessions/wire.ts';
import type { Connection } from './connections.ts';

/**
 * A WebSocket that knows whom it speaks for. With nine thousand of them, a closure for each kind of event
 * of each would cost more memory than the sessions themselves.
 */
export class ClientSocket extends WebSocket implements Wire, Connection {
  sink!: Socket;
  peer!: Peer;
  /** Where it comes from. A closed socket no longer knows. */
  address = '';
  #onEnded!: (client: ClientSocket) => void;
  turn = 0;
  silentBeats = 0;
  #alive = true;

  /** `onEnded` is one function for all clients of a server. */
  begin(
    socket: Socket,
    address: string,
    peer: (wire: Wire) => Peer,
    onEnded: (client: ClientSocket) => void,
  ): void {
    socket.setNoDelay(true);
    this.sink = socket;
    this.address = address;
    this.#onEnded = onEnded;
    this.peer = peer(this);
    this.on('message', onMessage);
    this.on('pong', onPong);
    this.on('error', onError);
    this.on('close', onClose);
  }

  get takesDeflated(): boolean {
    return false;
  }

  onEnded(): void {
    this.peer.onClosed();
    this.#onEnded(this);
  }

  gaveSignOfLife(): boolean {
    const wasAlive = this.#alive;
    this.#alive = false;
    return wasAlive;
  }

  markAlive(): void {
    this.#alive = true;
  }

  end(why: CloseName): void {
    const { code, reason } = CLOSE[why];
    this.close(code, reason);
    // The client's answer must be read, even if nothing else was.
    this.resume();
  }

  /** Whoever asks for it, we, the client or `ws`: the session is over before the close frame leaves, and nothing follows that. */
  override close(code?: number, reason?: string | Buffer): void {
    this.peer.onClosed();
    super.close(code, reason);
  }
}

function onMessage(this: WebSocket, data: WebSocket.RawData, isBinary: boolean): void {
  const client = this as ClientSocket;
  client.markAlive();
  // With the default binary type a frame is one Buffer.
  if (isBinary) client.peer.onBinary(data as Buffer);
  else client.peer.onText((data as Buffer).toString());
}

function onPong(this: WebSocket): void {
  (this as ClientSocket).markAlive();
}

/** What a client does wrong on the level of WebSocket is answered by `ws` with a close code; nothing is left to do. */
function onError(this: WebSocket): void {}

function onClose(this: WebSocket): void {
  const client = this as ClientSocket;
  client.onEnded();
}
