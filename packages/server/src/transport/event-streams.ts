import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { decodeClientFrame } from '@teahouse/protocol/decode';
import type { Position } from '@teahouse/protocol/position';
import { hashToken } from '../auth/tokens.ts';
import type { Post, Posted } from '../sessions/posts.ts';
import type { Services } from '../sessions/services.ts';
import { Session } from '../sessions/session.ts';
import type { Connections } from './connections.ts';
import { Cursor, positionsIn } from './cursor.ts';
import { addressOf, type Door } from './door.ts';
import { EventWire } from './event-wire.ts';
import { allowOrigin, answer, tokenOf } from './http-answers.ts';
import { framesIn } from './http-body.ts';
import { type StreamTarget, streamTargetOf } from './stream-target.ts';

/** A session's name has 144 bits of chance. */
const SESSION_BYTES = 18;

const ANSWERS = {
  taken: '204 No Content',
  gap: '409 Conflict',
  busy: '503 Service Unavailable',
  nobody: '404 Not Found',
} as const satisfies Record<Posted, string>;

interface Deps {
  readonly services: Services;
  readonly connections: Connections;
  readonly door: Door;
}

/** Whoever asks for a stream, with what their session begins with. */
interface Opening {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly frames: readonly string[];
  readonly token: string | undefined;
  readonly cursor: Cursor | null;
  readonly willPost: boolean;
}

/**
 * The wire for where WebSockets are blocked (docs/protocol.md section 13): the same sessions, sent events over
 * HTTP, with commands in requests of their own. Nothing here rests on a cookie, so no page elsewhere acts for anybody.
 */
export class EventStreams {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Answers what is asked of `/stream`, before everything else that is answered on HTTP. */
  before(next: RequestListener): RequestListener {
    return (request, response) => {
      const target = streamTargetOf(request.url ?? '');
      if (target === undefined) return next(request, response);
      this.#answer(request, response, target).catch((error: unknown) => {
        // Whoever broke off is not waiting for an answer.
        if (request.socket.destroyed) return;
        this.#deps.services.onTrouble(error);
        if (response.headersSent) response.destroy();
        else answer(response, '500 Internal Server Error');
      });
    };
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    target: StreamTarget | null,
  ): Promise<void> {
    if (!this.#deps.door.mayAsk(request)) return answer(response, '403 Forbidden');
    allowOrigin(request, response);
    if (target === null) return answer(response, '404 Not Found');
    if (request.method === 'OPTIONS') return answer(response, '204 No Content');
    if (request.method === 'POST') {
      return target.kind === 'open' ? this.#greet(request, response) : this.#post(request, response, target);
    }
    if (request.method === 'GET' && target.kind === 'open') return this.#resume(request, response);
    return answer(response, '405 Method Not Allowed');
  }

  /** Opens a stream with a hello, as over a WebSocket. */
  async #greet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await framesIn(request);
    if (!body.ok) return answer(response, body.status);
    const [hello] = body.frames;
    if (hello === undefined) return answer(response, '400 Bad Request');
    const token = tokenIn(hello);
    await this.#open({ request, response, frames: body.frames, token, cursor: null, willPost: true });
  }

  /** Opens a stream for a client that can no more than read one, and goes on after the id it has seen last. */
  async #resume(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const token = tokenOf(request);
    if (token === null || !(await this.#userOf(token))) return answer(response, '401 Unauthorized');
    const lastId = request.headers['last-event-id'];
    const resume = lastId === undefined ? {} : positionsIn(String(lastId));
    if (resume === null) return answer(response, '400 Bad Request');
    const frames = [JSON.stringify({ type: 'hello', token, resume })];
    const cursor = new Cursor(resume as Record<string, Position>);
    await this.#open({ request, response, frames, token, cursor, willPost: false });
  }

  async #open({ request, response, frames, token, ...parts }: Opening): Promise<void> {
    const { services, connections, door } = this.#deps;
    const address = addressOf(request);
    const refusal = await door.enter(request);
    if (refusal !== null) return answer(response, refusal);
    // Who went meanwhile needs no session.
    if (request.socket.destroyed) return door.leave(address);
    const wire = new EventWire(request, token, { response, clock: services.clock, ...parts });
    const session = Buffer.from(services.random(SESSION_BYTES)).toString('base64url');
    const hold = services.posts.hold(session, wire);
    connections.add(wire);
    wire.peer = new Session(services, wire);
    wire.begin(session, () => {
      hold[Symbol.dispose]();
      connections.remove(wire);
      door.leave(address);
    });
    for (const text of frames) wire.peer.onText(text);
  }

  async #post(
    request: IncomingMessage,
    response: ServerResponse,
    target: Pick<Post, 'session' | 'n'>,
  ): Promise<void> {
    const token = tokenOf(request);
    if (token === null) return answer(response, '401 Unauthorized');
    const body = await framesIn(request);
    if (!body.ok) return answer(response, body.status);
    const { session, n } = target;
    const posted = await this.#take(token, { session, n, frames: body.frames });
    return answer(response, posted === null ? '401 Unauthorized' : ANSWERS[posted]);
  }

  /** Null if nobody has this token. */
  async #take(token: string, post: Post): Promise<Posted | null> {
    const { posts } = this.#deps.services;
    const held = posts.held(post.session);
    if (held?.isOf(token)) return held.take(post);
    const user = await this.#userOf(token);
    return user && posts.passOn(user, post);
  }

  async #userOf(token: string) {
    const person = await this.#deps.services.archive.userByToken(hashToken(token));
    return person?.id ?? null;
  }
}

/** The token that a hello shows. Whose it is, if anybody's, is found out by the session. */
function tokenIn(hello: string): string | undefined {
  const decoded = decodeClientFrame(hello);
  return decoded.ok && decoded.frame.type === 'hello' ? decoded.frame.token : undefined;
}
