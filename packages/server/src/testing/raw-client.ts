import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { CLOSE, parseFrames, type SentFrame } from './sent-frames.ts';

interface FrameOptions {
  readonly fin?: boolean;
  readonly masked?: boolean;
  readonly rsv1?: boolean;
  /** What the header says, whatever the payload is. */
  readonly claimedBytes?: bigint;
}

/** A socket on which a test writes what no good client would. */
export class RawClient {
  readonly socket: Socket;
  #received = Buffer.alloc(0);
  #ended = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      socket.emit('more');
    });
    socket.on('error', () => {});
    socket.on('end', () => {
      this.#ended = true;
    });
  }

  /** `allowHalfOpen`: it never closes its side by itself. */
  static async connect(port: number): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  static async upgrade(port: number, path: string, headers = ''): Promise<RawClient> {
    const client = await RawClient.connect(port);
    client.write(upgradeRequest(path, headers));
    await client.until((text) => text.includes('\r\n\r\n'));
    return client;
  }

  /** A guest in the lobby. */
  static async welcomed(port: number, hello = '{"type":"hello"}'): Promise<RawClient> {
    const client = await RawClient.upgrade(port, '/ws');
    client.text(hello);
    await client.until((text) => text.includes('"type":"welcome"'));
    return client;
  }

  write(bytes: string | Uint8Array): void {
    this.socket.write(bytes);
  }

  /** How much came, before it is inflated. */
  get sizeBytes(): number {
    return this.#received.length;
  }

  /** What came before the first frame. */
  get head(): string {
    return this.#received.toString('latin1').split('\r\n\r\n')[0] ?? '';
  }

  get frames(): SentFrame[] {
    const agreed = /permessage-deflate/.test(this.head) ? 'deflated' : 'nothing';
    return parseFrames(this.#received.subarray(this.head.length + 4), agreed);
  }

  /** Resolves once what came is as it should be. */
  async until(isThere: (text: string) => boolean): Promise<void> {
    while (!isThere(this.#received.toString('latin1'))) await once(this.socket, 'more');
  }

  /** Resolves when the server has nothing more to say: its end of the connection is closed, or all of it. */
  async ended(): Promise<void> {
    if (!this.#ended && !this.socket.closed) {
      await Promise.race([once(this.socket, 'end'), once(this.socket, 'close')]);
    }
  }

  /** The code of the close frame that came, once the server has closed. */
  async closeCode(): Promise<number | undefined> {
    await this.ended();
    return this.frames.find(({ opcode }) => opcode === CLOSE)?.payload.readUInt16BE(0);
  }

  frame(opcode: number, payload: Uint8Array, options?: FrameOptions): void {
    this.write(clientFrame(opcode, payload, options));
  }

  text(text: string): void {
    this.frame(0x1, Buffer.from(text));
  }

  destroy(): void {
    this.socket.destroy();
  }
}

export function upgradeRequest(path: string, headers = ''): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${headers}\r\n`;
}

/** A frame with a mask of zeros, which changes nothing in the payload. */
export function clientFrame(opcode: number, payload: Uint8Array, options: FrameOptions = {}): Buffer {
  const { fin = true, masked = true, rsv1 = false, claimedBytes } = options;
  const first = (fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | opcode;
  const mask = masked ? Buffer.alloc(4) : Buffer.alloc(0);
  const header = Buffer.alloc(10);
  header[0] = first;
  header[1] = (masked ? 0x80 : 0) | 127;
  header.writeBigUInt64BE(claimedBytes ?? BigInt(payload.length), 2);
  if (claimedBytes !== undefined || payload.length > 65_535) return Buffer.concat([header, mask, payload]);
  const isShort = payload.length < 126;
  header[1] = (masked ? 0x80 : 0) | (isShort ? payload.length : 126);
  if (!isShort) header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header.subarray(0, isShort ? 2 : 4), mask, payload]);
}
