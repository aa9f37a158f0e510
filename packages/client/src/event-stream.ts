import { FRAME_BYTES_MAX } from '@teahouse/protocol/limits';
import { EventParser, type StreamedEvent } from './event-parser.ts';
import type { Clock, Socket, SocketListener } from './platform.ts';
import { streamAddress } from './wire-choice.ts';

/** A post that is not answered within this is posted again under its number. */
export const POST_MS_MAX = 10_000;
/** After so many tries the stream is given up; what was not taken is asked again on the next. */
export const POST_TRIES_MAX = 4;
/** Before the second try; each further wait is twice as long. */
export const POST_AGAIN_MS = 500;
/** Frames in one post. */
const POST_FRAMES_MAX = 100;
/** As a WebSocket tells that it broke. */
const BROKEN = 1006;

/** What a stream needs of the place it runs in. */
export interface Web {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}

/**
 * What a WebSocket does, over HTTP (docs/protocol.md section 13): frames come as server-sent events in the answer to
 * the hello, and go as posts, one after another. A post whose answer was lost is posted again under its number, which
 * the server takes once.
 */
export class EventStream implements Socket {
  readonly #web: Web;
  readonly #address: string;
  readonly #listener: SocketListener;
  readonly #given = new AbortController();
  readonly #parser = new EventParser({ event: (event) => this.#event(event), comment: () => this.#answer() });
  #token: string | null = null;
  #session: string | null = null;
  #hasGreeted = false;
  #waiting: string[] = [];
  #isPosting = false;
  #posts = 0;

  constructor(web: Web, webSocketUrl: string, listener: SocketListener) {
    this.#web = web;
    this.#address = streamAddress(webSocketUrl);
    this.#listener = listener;
    queueMicrotask(() => this.#isOver || listener.opened());
  }

  /** The first frame opens the stream. */
  send(text: string): void {
    if (this.#isOver) return;
    if (this.#hasGreeted) {
      this.#waiting.push(text);
      void this.#postWaiting();
    } else {
      this.#hasGreeted = true;
      void this.#read(text);
    }
  }

  close(): void {
    this.#given.abort();
    this.#waiting = [];
  }

  get #isOver(): boolean {
    return this.#given.signal.aborted;
  }

  #end(code: number): void {
    if (this.#isOver) return;
    this.close();
    this.#listener.closed(code);
  }

  async #read(hello: string): Promise<void> {
    this.#token = tokenIn(hello);
    try {
      const asked = { method: 'POST', body: hello, signal: this.#given.signal, ...PRIVATE };
      const { ok, body } = await this.#web.fetch(this.#address, asked);
      const reader = ok ? body?.getReader() : undefined;
      const decoder = new TextDecoder();
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
        this.#parser.push(decoder.decode(part.value, { stream: true }));
    } catch {
      // However it broke, the next stream resumes.
    }
    this.#end(BROKEN);
  }

  #event({ name, data }: StreamedEvent): void {
    if (this.#isOver) return;
    if (name === 'session') this.#session = JSON.parse(data).session;
    else if (name === 'close') this.#end(JSON.parse(data).code);
    else if (name === 'message') {
      // A new guest is told the token with the welcome, which comes before anything else.
      this.#token ??= tokenIn(data);
      this.#listener.received(data);
    }
  }

  /** The server looks whether somebody is there: any post says so. */
  #answer(): void {
    if (this.#isPosting || this.#isOver) return;
    this.#waiting.push('');
    void this.#postWaiting();
  }

  async #postWaiting(): Promise<void> {
    if (this.#isPosting) return;
    this.#isPosting = true;
    // What is sent in one breath goes in one post.
    await Promise.resolve();
    while (this.#waiting.length > 0 && !this.#isOver) {
      if (!(await this.#deliver(this.#takeWaiting()))) this.#end(BROKEN);
    }
    this.#isPosting = false;
  }

  /** As many frames as surely fit. */
  #takeWaiting(): string {
    let count = 0;
    let bytesMax = 0;
    for (const text of this.#waiting) {
      // A character of a string has at most three bytes.
      bytesMax += 3 * text.length + 1;
      if (count > 0 && (bytesMax > FRAME_BYTES_MAX || count >= POST_FRAMES_MAX)) break;
      count++;
    }
    return this.#waiting.splice(0, count).join('\n');
  }

  async #deliver(body: string): Promise<boolean> {
    const address = `${this.#address}/${this.#session}/${++this.#posts}`;
    for (let tries = 1; tries <= POST_TRIES_MAX && !this.#isOver; tries++) {
      const status = await this.#post(address, body);
      if (status === 204) return true;
      // Neither the session nor the post will ever be as it should.
      if (status !== null && status < 500) return false;
      if (tries < POST_TRIES_MAX) await this.#wait(POST_AGAIN_MS * 2 ** (tries - 1));
    }
    return false;
  }

  /** The status of the answer, or null if none came. */
  async #post(address: string, body: string): Promise<number | null> {
    const late = new AbortController();
    using _patience = this.#web.clock.setTimer(POST_MS_MAX, () => late.abort());
    try {
      const headers = { Authorization: `Bearer ${this.#token}` };
      const asked = { method: 'POST', body, headers, signal: late.signal, ...PRIVATE };
      return (await this.#web.fetch(address, asked)).status;
    } catch {
      return null;
    }
  }

  #wait(afterMs: number): Promise<void> {
    return new Promise((resolve) => this.#web.clock.setTimer(afterMs, resolve));
  }
}

/** Nothing of it is kept, and no cookie goes with it. */
const PRIVATE = { cache: 'no-store', credentials: 'omit' } as const;

function tokenIn(text: string): string | null {
  const { token }: { token?: unknown } = JSON.parse(text);
  return typeof token === 'string' ? token : null;
}
