import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CLOSE, type CloseName } from '@teahouse/protocol/close-codes';
import type { UserId } from '@teahouse/protocol/ids';
import type { ServerFrame } from '@teahouse/protocol/server-frames';
import { hashToken } from '../auth/tokens.ts';
import type { ByteSink } from '../fanout/outlet.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Post, PostedTo } from '../sessions/posts.ts';
import type { Peer, Wire } from '../sessions/wire.ts';
import type { Connection } from './connections.ts';
import { type Cursor, isWelcome } from './cursor.ts';
import { namedEvent, textsIn, toEvents } from './sse.ts';

/** How long a client may take to read the end of its stream before the socket is cut. */
const END_MS_MAX = 5_000;
/** Between us and the client nobody shall keep it, gather it or pack it. */
const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
  // The stream is all that its socket is for: when it ends a shutdown need not wait for more.
  Connection: 'close',
};

interface Parts {
  readonly response: ServerResponse;
  readonly clock: Clock;
  /** How far the client is, if it wants to be told; null if it counts for itself. */
  readonly cursor: Cursor | null;
  /** Whether it will post to show that it is there. Others are there for as long as their socket is. */
  readonly willPost: boolean;
}

/** The wire of a session whose client is sent events over HTTP, and posts what it has to say. */
export class EventWire implements Wire, Connection, ByteSink, PostedTo {
  readonly sink: ByteSink = this;
  readonly takesDeflated = false;
  peer!: Peer;
  turn = 0;
  silentBeats = 0;
  readonly #parts: Parts;
  #user: UserId | null = null;
  /** As in the store, nobody who sees our memory can log in with it. */
  #tokenHash: Uint8Array | null;
  #taken = 0;
  #isAlive = true;
  #isPaused = false;
  #isEnding = false;
  /** While it is corked, the frames before which something else may still come. */
  #corked: Buffer[] | null = null;
  #corkedBytes = 0;
  #patience: Disposable | null = null;

  /** `token` is that of the person, if they showed one. A new guest is told theirs. */
  constructor(request: IncomingMessage, token: string | undefined, parts: Parts) {
    this.#parts = parts;
    this.#tokenHash = token === undefined ? null : hashToken(token);
    request.socket.setNoDelay(true);
  }

  /** `onEnded` is called once, when the stream is over for whatever reason. */
  begin(session: string, onEnded: () => void): void {
    const { response } = this.#parts;
    response.on('error', ignore);
    response.on('close', () => {
      this.#isEnding = true;
      this.#patience?.[Symbol.dispose]();
      this.peer.onClosed();
      onEnded();
    });
    response.writeHead(200, STREAM_HEADERS);
    response.write(namedEvent('session', { session }));
  }

  get user(): UserId | null {
    return this.#user;
  }

  isOf(token: string): boolean {
    const hash = this.#user === null ? null : this.#tokenHash;
    return hash !== null && timingSafeEqual(hash, hashToken(token));
  }

  take({ n, frames }: Post): 'taken' | 'gap' | 'busy' {
    this.#isAlive = true;
    if (n <= this.#taken) return 'taken';
    if (n > this.#taken + 1) return 'gap';
    if (this.#isPaused) return 'busy';
    this.#taken = n;
    for (const text of frames) this.peer.onText(text);
    return 'taken';
  }

  write(bytes: Uint8Array): boolean {
    const frames = bytes as Buffer;
    if (this.#isEnding) return true;
    if (!this.#corked) return this.#write(frames);
    this.#corked.push(frames);
    this.#corkedBytes += frames.length;
    const { writableNeedDrain, writableHighWaterMark } = this.#parts.response;
    return !writableNeedDrain && this.#corkedBytes < writableHighWaterMark;
  }

  /** Of what is written together, only the last message needs an id. */
  cork(): void {
    this.#corked = [];
    this.#corkedBytes = 0;
  }

  uncork(): void {
    const frames = Buffer.concat(this.#corked ?? []);
    this.#corked = null;
    if (!this.#isEnding) this.#write(frames);
  }

  once(event: 'drain', listener: () => void): unknown {
    const { response, clock } = this.#parts;
    // What was said of a write while it was corked was a guess, and no drain may come of it.
    if (response.writableNeedDrain) response.once(event, listener);
    else clock.soon(listener);
    return this;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
  }

  /** The code that a WebSocket would be closed with is the last event. */
  end(why: CloseName): void {
    if (this.#isEnding) return;
    this.peer.onClosed();
    this.#isEnding = true;
    const { code, reason } = CLOSE[why];
    const { response, clock } = this.#parts;
    this.#patience = clock.after(END_MS_MAX, () => this.terminate());
    response.end(namedEvent('close', { code, reason }));
  }

  terminate(): void {
    this.#parts.response.destroy();
  }

  gaveSignOfLife(): boolean {
    const wasAlive = this.#isAlive;
    this.#isAlive = !this.#parts.willPost;
    return wasAlive;
  }

  #write(frames: Buffer): boolean {
    if (this.#user === null) this.#lookForWelcome(frames);
    return this.#parts.response.write(toEvents(frames, this.#parts.cursor));
  }

  #lookForWelcome(frames: Buffer): void {
    for (const content of textsIn(frames)) {
      if (!isWelcome(content)) continue;
      const { user, token }: ServerFrame<'welcome'> = JSON.parse(content.toString());
      this.#user = user.id;
      if (token !== undefined) this.#tokenHash = hashToken(token);
    }
  }
}

function ignore(): void {}
