/** What is said on a connection of NATS: a message of somebody, or anything else. */
export interface NatsFrame {
  readonly kind: 'message' | 'control';
  readonly bytes: Buffer;
}

const LINE_END = '\r\n';
/** Those that are followed by as many bytes as their last word says, and an end of line. */
const WITH_CONTENT: ReadonlySet<string> = new Set(['PUB', 'HPUB', 'MSG', 'HMSG']);

/** Finds where one frame of NATS ends and the next begins, however the bytes come. */
export class NatsFrames {
  #rest: Buffer = Buffer.alloc(0);

  /** The frames that are whole now. Together they are the bytes that came. */
  take(bytes: Buffer): NatsFrame[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const frames: NatsFrame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): NatsFrame | undefined {
    const lineBytes = this.#rest.indexOf(LINE_END);
    if (lineBytes < 0) return undefined;
    const words = this.#rest.toString('latin1', 0, lineBytes).split(/\s+/);
    const isMessage = WITH_CONTENT.has(words[0]?.toUpperCase() ?? '');
    const contentBytes = isMessage ? Number(words.at(-1)) + LINE_END.length : 0;
    const end = lineBytes + LINE_END.length + contentBytes;
    if (this.#rest.length < end) return undefined;
    const bytes = this.#rest.subarray(0, end);
    this.#rest = this.#rest.subarray(end);
    return { kind: isMessage ? 'message' : 'control', bytes };
  }
}
