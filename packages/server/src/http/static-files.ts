import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same, compressed by the build, for browsers that take it. */
  readonly brotli?: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly cacheControl: string;
}

/** The built web client, by path. It is small and read once, so that no path of a request touches the disk. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

/** Built files with a hash in their name never change. */
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/;

const COMPRESSED = '.br';

/** Empty if the client was not built: the server then serves WebSockets alone. */
export function readStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  const entries = new Set(listFiles(folder));
  for (const entry of entries) {
    if (extname(entry) === COMPRESSED) continue;
    const path = `/${relative(folder, entry).split(sep).join('/')}`;
    const compressed = entry + COMPRESSED;
    files.set(path, {
      bytes: new Uint8Array(readFileSync(entry)),
      ...(entries.has(compressed) && { brotli: new Uint8Array(readFileSync(compressed)) }),
      type: TYPES[extname(entry)] ?? 'application/octet-stream',
      cacheControl: HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  }
  return files;
}

/** A path that names no file is a place inside the client, which finds its own way. */
export function staticFile(files: StaticFiles, path: string): StaticFile | undefined {
  return files.get(path) ?? (extname(path) === '' ? files.get('/index.html') : undefined);
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
