import { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { secureHeaders } from 'hono/secure-headers';
import { METRICS_CONTENT_TYPE } from '../runtime/metrics.ts';
import type { Archive } from '../storage/archive.ts';
import { type StaticFiles, staticFile } from './static-files.ts';

type BusStatus = 'connected' | 'away' | null;

interface Deps {
  readonly archive: Archive;
  /** Of the whole process, in the text format of Prometheus. */
  readonly metrics: () => Promise<string>;
  readonly files: StaticFiles;
  /** Whether this server takes part: its store answers and it is not going away. */
  readonly isReady: () => boolean;
  /** Whether other nodes are heard of at once; null if there are none. Without it they are heard of about a second later. */
  readonly busStatus: () => BusStatus | Promise<BusStatus>;
  /** Something failed that should not have: whoever asked is told no more than that. */
  readonly onTrouble: (error: unknown) => void;
}

/** Scripts, styles and connections from here only; no frame around us, and no HTML from strings (S2). */
const SECURE_HEADERS = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    connectSrc: ["'self'", 'ws:', 'wss:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
  },
  referrerPolicy: 'no-referrer',
  crossOriginResourcePolicy: 'same-origin',
  strictTransportSecurity: false,
  // An attachment has a stricter policy of its own.
  overwrite: false,
});

/** Everything on HTTP. */
export function routes({ archive, metrics, files, isReady, busStatus, onTrouble }: Deps): Hono {
  const app = new Hono();
  app.use(SECURE_HEADERS);
  app.get('/healthz', (context) => context.text('ok\n'));
  app.get('/readyz', async (context) => {
    const bus = await busStatus();
    const about = bus === null ? '' : `nats ${bus}\n`;
    return isReady() ? context.text(`ready\n${about}`) : context.text(`not ready\n${about}`, 503);
  });
  app.get('/metrics', async (context) =>
    context.body(await metrics(), 200, { 'Content-Type': METRICS_CONTENT_TYPE }),
  );
  app.get('/blobs/:id', async (context) => {
    const blob = await archive.blob(context.req.param('id'));
    if (!blob) return context.text('no such file\n', 404);
    return context.body(new Uint8Array(blob.bytes), 200, ATTACHMENT_HEADERS);
  });
  app.get('*', (context) => {
    const file = staticFile(files, context.req.path);
    if (!file) return context.text('not found\n', 404);
    const headers = { 'Content-Type': file.type, 'Cache-Control': file.cacheControl };
    if (!file.brotli) return context.body(file.bytes, 200, headers);
    const vary = { ...headers, Vary: 'Accept-Encoding' };
    return accepts(context, {
      header: 'Accept-Encoding',
      supports: ['br', 'identity'],
      default: 'identity',
    }) === 'br'
      ? context.body(file.brotli, 200, { ...vary, 'Content-Encoding': 'br' })
      : context.body(file.bytes, 200, vary);
  });
  app.onError((error, context) => {
    onTrouble(error);
    return context.text('internal error\n', 500);
  });
  return app;
}

/** Whatever was sent, no browser runs it (S23). It never changes, but is for those who know the address. */
const ATTACHMENT_HEADERS = {
  'Content-Type': 'application/octet-stream',
  'Content-Disposition': 'attachment',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cache-Control': 'private, max-age=31536000, immutable',
};
