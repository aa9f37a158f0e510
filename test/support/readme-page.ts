import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const README = new URL('../../README.md', import.meta.url);
const ADDRESS = 'ws://localhost:8080/';

/** The page of a few lines that the README shows, with the address of another server in it. */
export function readmePage(webSocket: string): string {
  const [, html = ''] = /```html\n([\s\S]*?)```/.exec(readFileSync(README, 'utf8')) ?? [];
  if (!html.includes(ADDRESS)) throw new Error(`The README shows no page with ${ADDRESS}`);
  return `<!doctype html><meta charset="utf-8">\n${html.replace(ADDRESS, webSocket)}`;
}

/** Serves one page on a port of its own. Dispose of it to stop. */
export async function servePage(html: string): Promise<{ readonly port: number } & AsyncDisposable> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(html);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
