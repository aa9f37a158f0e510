import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** What a newer page bears, so that it can be told from the other. */
const MARK = '<meta name="release" content="newer">';

/** Stands before a server, and can give out a newer version of its page. */
export class PageReleases implements AsyncDisposable {
  readonly #serverUrl: string;
  readonly #server: Server;
  #release: 'as built' | 'newer' | 'half newer' = 'as built';

  static async before(serverUrl: string): Promise<PageReleases> {
    const releases = new PageReleases(serverUrl);
    releases.#server.listen(0, '127.0.0.1');
    await once(releases.#server, 'listening');
    return releases;
  }

  private constructor(serverUrl: string) {
    this.#serverUrl = serverUrl;
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on('upgrade', (request, socket) => this.#connect(request, socket));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on there is a newer page; half of it means that it does not fit its own list of files. */
  release(release: 'newer' | 'half newer'): void {
    this.#release = release;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await fetch(this.#serverUrl + url);
    const headers = [...answer.headers].filter(
      ([name]) => !/^(content-(length|encoding)|connection)$/.test(name),
    );
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, Object.fromEntries(headers));
    response.end(
      this.#release === 'as built' ? body : await this.#newer(new URL(url, this.url).pathname, body),
    );
  }

  async #newer(path: string, body: Buffer): Promise<Buffer> {
    if (path === '/' || path === '/index.html') return newerPage(body);
    if (path !== '/worker.js') return body;
    const page = Buffer.from(await (await fetch(this.#serverUrl)).arrayBuffer());
    const expected =
      this.#release === 'newer' ? integrityOf(newerPage(page)) : 'sha256-of-what-is-not-there-yet';
    const worker = String(body).replace(integrityOf(page), expected);
    return Buffer.from(worker.replace(/(version:.)[\w-]+/, '$1newer'));
  }

  #connect(request: IncomingMessage, socket: Duplex): void {
    const server = connect(Number(new URL(this.#serverUrl).port), '127.0.0.1');
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let at = 0; at < request.rawHeaders.length; at += 2)
      lines.push(request.rawHeaders.slice(at, at + 2).join(': '));
    server.write(`${lines.join('\r\n')}\r\n\r\n`);
    server.pipe(socket);
    socket.pipe(server);
    for (const [one, other] of [
      [server, socket],
      [socket, server],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  }
}

function newerPage(page: Buffer): Buffer {
  return Buffer.from(String(page).replace('<title>', `${MARK}<title>`));
}

function integrityOf(bytes: Buffer): string {
  return `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
}
