import assert from 'node:assert/strict';
import type { ClientFrame } from '@teahouse/protocol/client-frames';
import type { StreamEvent } from '@teahouse/protocol/events';
import { type Incoming, isEvent, type ServerFrame } from '@teahouse/protocol/server-frames';

type OfType<Type extends Incoming['type']> = Extract<Incoming, { readonly type: Type }>;
type AnswerType = 'ok' | 'error' | 'page' | 'events' | 'rooms' | 'presence' | 'members' | 'files';
/** What is asked, in words of the test's own. Without an id it gets one. */
type Question = { readonly type: string; readonly id?: string; readonly [field: string]: unknown };

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

interface Waiting {
  readonly wanted: (frame: Incoming) => boolean;
  readonly found: (frame: Incoming) => void;
}

/** Any WebSocket client, reduced to what tests need: it says JSON and keeps what it hears. */
export class WireClient implements Disposable {
  /** Everything heard so far. */
  readonly heard: Incoming[] = [];
  readonly closed: Promise<Closed>;
  readonly #socket: WebSocket;
  #unread: Incoming[] = [];
  #waiting: Waiting[] = [];

  private constructor(socket: WebSocket) {
    const { promise, resolve } = Promise.withResolvers<Closed>();
    this.closed = promise;
    this.#socket = socket;
    socket.onclose = ({ code, reason }) => resolve({ code, reason });
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(String(data)) as Incoming);
  }

  /** Resolves when the socket is open; rejects if the server does not want it. */
  static async open(url: string): Promise<WireClient> {
    const socket = new WebSocket(url);
    const client = new WireClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = () => reject(new Error(`no WebSocket at ${url}`));
    });
    return client;
  }

  /** Opens a socket and says hello. */
  static async enter(
    url: string,
    hello: Omit<ClientFrame<'hello'>, 'type'> = {},
  ): Promise<{ client: WireClient; welcome: ServerFrame<'welcome'> }> {
    const client = await WireClient.open(url);
    client.say({ type: 'hello', ...hello });
    return { client, welcome: await client.next('welcome') };
  }

  /** Sends a frame, or any text. */
  say(frame: object | string): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  sayBinary(bytes: Uint8Array<ArrayBuffer>): void {
    this.#socket.send(bytes);
  }

  /** The next frame of a type that was not taken yet; those of other types stay. */
  next<Type extends Incoming['type']>(
    type: Type,
    wanted: (frame: OfType<Type>) => boolean = () => true,
  ): Promise<OfType<Type>> {
    return this.#take((frame) => frame.type === type && wanted(frame as OfType<Type>)) as Promise<
      OfType<Type>
    >;
  }

  /** The events of a stream as they come, from the first that was not taken yet to the one with this seq. */
  async eventsUpTo(stream: string, seq: number): Promise<StreamEvent[]> {
    const events: StreamEvent[] = [];
    while (events.at(-1)?.seq !== seq) {
      const event = await this.#take((frame) => isEvent(frame) && streamOf(frame) === stream);
      events.push(event as StreamEvent);
    }
    return events;
  }

  /** Says something that is answered, and resolves with the answer. Rejects if it is not of this type. */
  async ask<Type extends AnswerType>(question: Question, type: Type): Promise<OfType<Type>> {
    const id = question.id ?? crypto.randomUUID();
    this.say({ ...question, id });
    const answer = await this.answerTo(id);
    assert.equal(answer.type, type, JSON.stringify(answer));
    return answer as OfType<Type>;
  }

  /** The answer to what was said under this id, whatever it is. */
  answerTo(id: string): Promise<Incoming> {
    return this.#take((frame) => ANSWERS.has(frame.type) && 'id' in frame && frame.id === id);
  }

  /** Ends the connection and waits until the other side knows. */
  async close(): Promise<void> {
    this.#socket.close();
    await this.closed;
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }

  #take(wanted: (frame: Incoming) => boolean): Promise<Incoming> {
    const index = this.#unread.findIndex(wanted);
    const [frame] = index === -1 ? [] : this.#unread.splice(index, 1);
    if (frame) return Promise.resolve(frame);
    return new Promise((found) => {
      this.#waiting.push({ wanted, found });
    });
  }

  #hear(frame: Incoming): void {
    this.heard.push(frame);
    const waiting = this.#waiting.find(({ wanted }) => wanted(frame));
    if (!waiting) {
      this.#unread.push(frame);
      return;
    }
    this.#waiting = this.#waiting.filter((one) => one !== waiting);
    waiting.found(frame);
  }
}

function streamOf(event: StreamEvent): string {
  return 'user' in event ? event.user : event.room;
}

const ANSWERS: ReadonlySet<string> = new Set<AnswerType>([
  'ok',
  'error',
  'page',
  'events',
  'rooms',
  'presence',
  'members',
  'files',
]);
