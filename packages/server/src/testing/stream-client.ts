import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';

interface Sent {
  readonly event: string;
  readonly id: string | null;
  readonly data: string;
}

interface Opening {
  readonly method?: 'GET' | 'POST' | 'OPTIONS';
  readonly path?: string;
  /** A string is sent as UTF-8. */
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client of a stream of events on HTTP, which does what a test says. */
export class StreamClient {
  readonly response: IncomingMessage;
  readonly #port: number;
  readonly #request: ClientRequest;
  #text = '';
  #posts = 0;

  private constructor(port: number, request: ClientRequest, response: IncomingMessage) {
    this.#port = port;
    this.#request = request;
    this.response = response;
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      this.#text += text;
      response.emit('more');
    });
    response.on('error', () => {});
    response.on('close', () => response.emit('more'));
  }

  static async open(port: number, opening: Opening = {}): Promise<StreamClient> {
    const { method = 'POST', path = '/stream', body, headers = {} } = opening;
    const asking = request({ port, host: '127.0.0.1', path, method, headers, agent: false });
    asking.end(body);
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    asking.on('error', () => {});
    return new StreamClient(port, asking, response);
  }

  /** Somebody who posts, as soon as they are welcome. */
  static async welcomed(port: number, hello: object = {}): Promise<StreamClient> {
    const client = await StreamClient.open(port, { body: JSON.stringify({ type: 'hello', ...hello }) });
    await client.until(() => client.frames('welcome').length > 0);
    return client;
  }

  /** Somebody who reads, from after an id they saw. */
  static async reading(port: number, token: string, lastId?: string): Promise<StreamClient> {
    const id: Record<string, string> = lastId === undefined ? {} : { 'Last-Event-ID': lastId };
    const headers = { Authorization: `Bearer ${token}`, ...id };
    const client = await StreamClient.open(port, { method: 'GET', headers });
    await client.until(() => client.frames('welcome').length > 0);
    return client;
  }

  get status(): number | undefined {
    return this.response.statusCode;
  }

  get text(): string {
    return this.#text;
  }

  /** What came whole, in order. */
  get sent(): Sent[] {
    return this.#text
      .split('\n\n')
      .slice(0, -1)
      .filter((block) => !block.startsWith(':'))
      .map((block) => ({
        event: /^event: (.*)$/m.exec(block)?.[1] ?? 'message',
        id: /^id: (.*)$/m.exec(block)?.[1] ?? null,
        data: /^data: (.*)$/m.exec(block)?.[1] ?? '',
      }));
  }

  /** The last id that came. */
  get lastId(): string | undefined {
    return this.sent.findLast(({ id }) => id !== null)?.id ?? undefined;
  }

  get session(): string {
    const told = this.sent.find(({ event }) => event === 'session');
    assert.ok(told);
    return JSON.parse(told.data).session;
  }

  get token(): string {
    return this.frames('welcome')[0].token;
  }

  /** The frames of a type, or all. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into what came as it likes.
  frames(type?: string): any[] {
    const all = this.sent.filter(({ event }) => event === 'message').map(({ data }) => JSON.parse(data));
    return type === undefined ? all : all.filter((frame) => frame.type === type);
  }

  /** The code that the stream was closed with. */
  get closeCode(): number | undefined {
    const close = this.sent.find(({ event }) => event === 'close');
    return close && JSON.parse(close.data).code;
  }

  /** Resolves once what came is as it should be. */
  async until(isThere: () => boolean): Promise<void> {
    while (!isThere()) {
      assert.ok(!this.response.closed, `it ended with ${this.status} and ${this.#text}`);
      await once(this.response, 'more');
    }
  }

  async ended(): Promise<void> {
    if (!this.response.closed) await once(this.response, 'close');
  }

  /** Posts frames under the next number, and gives the status of the answer. */
  post(...frames: readonly (object | string)[]): Promise<number | undefined> {
    return this.postAs(++this.#posts, frames);
  }

  /** As somebody whose token did not come with the welcome. */
  postWith(token: string, frames: readonly object[]): Promise<number | undefined> {
    return this.postAs(++this.#posts, frames, { token });
  }

  /** Under a number and, if a test says so, at another gateway, with another token. */
  async postAs(
    n: number,
    frames: readonly (object | string)[],
    { port = this.#port, token = this.token, session = this.session } = {},
  ): Promise<number | undefined> {
    const body = frames
      .map((frame) => (typeof frame === 'string' ? frame : JSON.stringify(frame)))
      .join('\n');
    const headers = { Authorization: `Bearer ${token}` };
    return statusOf(port, { path: `/stream/${session}/${n}`, body, headers });
  }

  destroy(): void {
    this.#request.destroy();
  }
}

/** The status of an answer, which is read to its end. */
export async function statusOf(port: number, opening: Opening): Promise<number | undefined> {
  const client = await StreamClient.open(port, opening);
  await client.ended();
  return client.status;
}
