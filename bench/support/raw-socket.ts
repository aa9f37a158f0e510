import { connect, type Socket } from 'node:net';
import { FrameCounter, type Tally } from './frame-counter.ts';
import type { MarkScanner } from './mark.ts';
import { maskedText, PONG } from './masked-frame.ts';

/** All sockets read into one buffer, for each read is dealt with before the next. */
const READ_BUFFER = Buffer.allocUnsafeSlow(262_144);
const HEADERS_END = '\r\n\r\n';

export interface Address {
  readonly port: number;
  readonly path: string;
  /** Whether it offers compression, as browsers do. What it says itself it does not compress. */
  readonly offersDeflate?: boolean;
}

/** A WebSocket client reduced to what a load generator needs: no objects per frame, no copies. */
export class RawSocket {
  readonly #socket: Socket;
  readonly #counter: FrameCounter;
  readonly #tally: Tally;
  #scanners: MarkScanner[] = [];
  #response = '';
  #state: 'upgrading' | 'open' | 'closed' = 'upgrading';
  #onUpgrade: (error?: Error) => void = () => {};
  #onLost: (error: Error) => void = () => {};

  private constructor(address: Address, tally: Tally) {
    this.#tally = tally;
    this.#counter = new FrameCounter(tally, (frame) => this.#obey(frame));
    this.#socket = connect({
      host: '127.0.0.1',
      port: address.port,
      noDelay: true,
      onread: { buffer: READ_BUFFER, callback: (length) => this.#take(length) },
    });
    this.#socket.on('connect', () => this.#socket.write(upgradeRequest(address)));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => this.#lose());
  }

  /** Resolves after the server's 101. */
  static open(address: Address, tally: Tally): Promise<RawSocket> {
    return new Promise((resolve, reject) => {
      const socket = new RawSocket(address, tally);
      socket.#onUpgrade = (error) => (error === undefined ? resolve(socket) : reject(error));
    });
  }

  say(text: string): undefined {
    this.#write(maskedText(text));
  }

  /** Calls back with every text from now on, until the next `listen`; null makes frames cheap again. */
  listen(onText: ((text: string) => void) | null): void {
    this.#counter.onText = onText;
  }

  /** Resolves with the first text that arrives from now on and passes `wanted`. */
  heard(wanted: (text: string) => boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#onLost = reject;
      this.listen((text) => {
        if (!wanted(text)) return;
        this.listen(null);
        resolve(text);
      });
    });
  }

  scan(scanner: MarkScanner): void {
    this.#scanners.push(scanner);
  }

  /** Leaves without a word; a socket that we close is not counted as lost. */
  close(): void {
    this.#state = 'closed';
    this.#socket.destroy();
  }

  /** What is written in one turn leaves in one packet. */
  #write(bytes: Buffer): void {
    if (this.#socket.writableCorked === 0) {
      this.#socket.cork();
      queueMicrotask(() => this.#socket.uncork());
    }
    this.#socket.write(bytes);
  }

  #take(length: number): boolean {
    this.#tally.bytes += length;
    if (this.#state === 'upgrading') this.#upgrade(length);
    else this.#read(0, length);
    return true;
  }

  #upgrade(length: number): void {
    const before = this.#response.length;
    this.#response += READ_BUFFER.toString('latin1', 0, length);
    const end = this.#response.indexOf(HEADERS_END);
    if (end === -1) return;
    if (!this.#response.startsWith('HTTP/1.1 101')) {
      this.#onUpgrade(new Error(`upgrade refused: ${this.#response.slice(0, this.#response.indexOf('\r'))}`));
      return this.close();
    }
    this.#state = 'open';
    this.#response = '';
    this.#onUpgrade();
    this.#read(end + HEADERS_END.length - before, length);
  }

  #read(start: number, end: number): void {
    this.#counter.take(READ_BUFFER, start, end);
    for (const scanner of this.#scanners) scanner.take(READ_BUFFER.subarray(start, end));
  }

  #obey(frame: 'ping' | 'close'): void {
    if (frame === 'ping') this.#write(PONG);
    else this.#socket.end();
  }

  #lose(): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'open') this.#tally.lost++;
    this.#state = 'closed';
    this.#onUpgrade(new Error('the server closed a socket before its upgrade'));
    this.#onLost(new Error('the server closed a socket that was waiting for an answer'));
  }
}

function upgradeRequest(address: Address): string {
  const offer = 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits';
  const lines = [
    `GET ${address.path} HTTP/1.1`,
    `Host: 127.0.0.1:${address.port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...(address.offersDeflate ? [offer] : []),
  ];
  return lines.join('\r\n') + HEADERS_END;
}
