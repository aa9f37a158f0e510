import type { IncomingMessage, ServerResponse } from 'node:http';
import { TOKEN_PATTERN } from '@teahouse/protocol/ids';

/** How long a browser may remember that a page elsewhere is allowed to ask. */
const PREFLIGHT_S = 600;
/** Who comes too early, or to a node that does not take part, tries again after so long. */
const RETRY_AFTER_S = 1;

/** An answer without anything in it but its status, which says it all. */
export function answer(response: ServerResponse, status: string): void {
  const [, code, reason] = /^(\d+) (.*)$/.exec(status) ?? [];
  const isEmpty = code === '204';
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (code === '401') response.setHeader('WWW-Authenticate', 'Bearer');
  if (code === '503' || code === '429') response.setHeader('Retry-After', RETRY_AFTER_S);
  // What is still to come of its body is not read.
  if (code === '413') response.setHeader('Connection', 'close');
  if (!isEmpty) response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.statusCode = Number(code);
  response.end(isEmpty ? undefined : `${reason?.toLowerCase()}\n`);
}

/** A page from another origin that may ask is told so by its browser. Call it once its origin was found to be allowed. */
export function allowOrigin({ headers: { origin } }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Vary', 'Origin');
  if (origin === undefined) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
  response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Last-Event-ID');
  response.setHeader('Access-Control-Max-Age', PREFLIGHT_S);
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
}

/** The token in `Authorization: Bearer …`, if it looks like one. */
export function tokenOf({ headers }: IncomingMessage): string | null {
  const [, token] = /^Bearer ([\w-]+)$/i.exec(headers.authorization ?? '') ?? [];
  return token !== undefined && TOKEN_PATTERN.test(token) ? token : null;
}
