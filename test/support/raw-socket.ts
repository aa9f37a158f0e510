import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';
const OPCODE = { text: 0x1, binary: 0x2, close: 0x8, ping: 0x9 } as const;
/** A mask of zeros is a mask, and leaves the bytes as they are. */
const ZERO_MASK = Buffer.alloc(4);

/** What a server answered to an upgrade. */
export interface Upgraded {
  readonly status: number;
  readonly socket: RawSocket;
}

interface Goodbye {
  readonly code: number;
  readonly reason: string;
}

/** A WebSocket as bytes, for what no well-behaved client would send. */
export class RawSocket implements Disposable {
  readonly #socket: Socket;
  #received: Buffer;

  /** Asks for a WebSocket, with further headers as given. */
  static async upgrade(port: number, path: string, headers: readonly string[] = []): Promise<Upgraded> {
    const socket = connect(port, '127.0.0.1');
    // A connection that is cut is an answer, too.
    socket.on('error', () => {});
    socket.write([...requestHead(port, path), ...headers].join('\r\n') + HEAD_END);
    let head = Buffer.alloc(0);
    while (!head.includes(HEAD_END)) head = Buffer.concat([head, await nextChunk(socket)]);
    const status = Number(head.toString('latin1').split(' ')[1]);
    return { status, socket: new RawSocket(socket, head.subarray(head.indexOf(HEAD_END) + HEAD_END.length)) };
  }

  private constructor(socket: Socket, received: Buffer) {
    this.#socket = socket;
    this.#received = received;
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      if (this.#goodbye !== null) socket.end();
    });
  }

  /** Sends one whole frame. */
  frame(opcode: keyof typeof OPCODE, payload: Uint8Array | string): void {
    const bytes = Buffer.from(payload as Uint8Array);
    this.bytes(Buffer.concat([header(OPCODE[opcode], bytes.length), ZERO_MASK, bytes]));
  }

  bytes(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Stops taking in what the server sends. */
  pause(): void {
    this.#socket.pause();
  }

  /** Resolves when the connection is gone, with the code and the reason of the server's close frame. */
  async closed(): Promise<Goodbye | null> {
    if (!this.#socket.closed) await once(this.#socket, 'close');
    return this.#goodbye;
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  /** The server's close frame, if it has come. */
  get #goodbye(): Goodbye | null {
    for (const { opcode, payload } of framesIn(this.#received)) {
      if (opcode === OPCODE.close)
        return { code: payload.readUInt16BE(), reason: payload.toString('utf8', 2) };
    }
    return null;
  }
}

function requestHead(port: number, path: string): string[] {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
}

/** Rejects if the server hangs up instead. */
async function nextChunk(socket: Socket): Promise<Buffer> {
  const hungUp = new AbortController();
  socket.once('close', () => hungUp.abort());
  const [chunk] = (await once(socket, 'data', { signal: hungUp.signal })) as [Buffer];
  return chunk;
}

function header(opcode: number, payloadBytes: number): Buffer {
  const FIN = 0x80;
  const MASKED = 0x80;
  if (payloadBytes < 126) return Buffer.from([FIN | opcode, MASKED | payloadBytes]);
  if (payloadBytes < 65_536) {
    return Buffer.from([FIN | opcode, MASKED | 126, payloadBytes >> 8, payloadBytes & 0xff]);
  }
  const long = Buffer.alloc(10);
  long[0] = FIN | opcode;
  long[1] = MASKED | 127;
  long.writeBigUInt64BE(BigInt(payloadBytes), 2);
  return long;
}

function* framesIn(bytes: Buffer): Iterable<{ readonly opcode: number; readonly payload: Buffer }> {
  for (let at = 0; at + 2 <= bytes.length; ) {
    const short = bytes.readUInt8(at + 1) & 0x7f;
    const headerBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
    const payloadBytes =
      short < 126
        ? short
        : short === 126
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2));
    const payload = bytes.subarray(at + headerBytes, at + headerBytes + payloadBytes);
    yield { opcode: bytes.readUInt8(at) & 0x0f, payload };
    at += headerBytes + payloadBytes;
  }
}
