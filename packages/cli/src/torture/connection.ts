import type { ClientFrame } from '@teahouse/protocol/client-frames';
import type { Incoming } from '@teahouse/protocol/server-frames';
import { WebSocket } from 'ws';

/** Between two tries; a server that was killed is back soon. */
const RETRY_MS_MAX = 400;
/** Without an answer to what was sent for so long, the connection counts as dead. */
const SILENCE_MS_MAX = 10_000;

interface Parts {
  readonly url: () => string;
  /** Whether it offers to take compressed messages. */
  readonly takesDeflated: boolean;
  readonly random: () => number;
  readonly hello: (token: string | null) => ClientFrame<'hello'>;
  readonly received: (frame: Incoming) => void;
  /** The server, or what is between, ended a connection, and gave this code. */
  readonly parted: (code: number) => void;
}

/** One raw WebSocket after another to the same server, as the same guest. */
export class Connection {
  readonly #parts: Parts;
  #socket: WebSocket | null = null;
  #token: string | null = null;
  #isWelcome = false;
  #isCalm = false;
  #timer: NodeJS.Timeout | null = null;
  #pause: NodeJS.Timeout | null = null;
  /** Runs from what was sent until something is heard. */
  #silence: NodeJS.Timeout | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#connect();
  }

  get token(): string | null {
    return this.#token;
  }

  get isWelcome(): boolean {
    return this.#isWelcome;
  }

  send(frame: ClientFrame): void {
    if (!this.#isWelcome) return;
    this.#socket?.send(JSON.stringify(frame));
    this.#silence ??= setTimeout(() => this.drop(), SILENCE_MS_MAX);
  }

  /** Cuts the connection without a word and comes back. */
  drop(): void {
    this.#leave();
    this.#comeBack();
  }

  /** Reads nothing for a while. */
  pause(forMs: number): void {
    const socket = this.#socket;
    if (!socket || socket.readyState !== WebSocket.OPEN || this.#pause || this.#isCalm) return;
    socket.pause();
    this.#pause = setTimeout(() => {
      this.#pause = null;
      socket.resume();
    }, forMs);
  }

  /** Reads on, from now on without a break. */
  calm(): void {
    this.#isCalm = true;
    if (this.#pause) clearTimeout(this.#pause);
    this.#socket?.resume();
  }

  close(): void {
    this.#leave();
    if (this.#timer) clearTimeout(this.#timer);
  }

  #connect(): void {
    const { url, takesDeflated } = this.#parts;
    const options = { handshakeTimeout: SILENCE_MS_MAX, perMessageDeflate: takesDeflated };
    const socket = new WebSocket(url(), options);
    this.#socket = socket;
    socket.on('open', () => socket.send(JSON.stringify(this.#parts.hello(this.#token))));
    socket.on('message', (data) => this.#socket === socket && this.#receive(String(data)));
    socket.on('error', () => {});
    socket.on('close', (code) => {
      if (this.#socket !== socket) return;
      this.#parts.parted(code);
      this.drop();
    });
  }

  #receive(text: string): void {
    this.#listenOn();
    const frame = JSON.parse(text) as Incoming;
    if (frame.type === 'welcome') {
      this.#token ??= frame.token ?? null;
      this.#isWelcome = true;
    }
    this.#parts.received(frame);
  }

  #listenOn(): void {
    if (this.#silence) clearTimeout(this.#silence);
    this.#silence = null;
  }

  #leave(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#isWelcome = false;
    this.#listenOn();
    if (this.#pause) clearTimeout(this.#pause);
    this.#pause = null;
    socket?.terminate();
  }

  #comeBack(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), this.#parts.random() * RETRY_MS_MAX);
  }
}
