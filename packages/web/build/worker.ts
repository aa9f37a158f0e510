import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { InlineConfig } from 'vite';
import type { Built, BuiltFile } from '../src/worker/built.ts';
import { TARGET } from './target.ts';

const WORKER = fileURLToPath(new URL('../src/worker/main.ts', import.meta.url));

/** Builds the service worker into a folder beside the page, with the list of all that is there. */
export function workerOf(folder: string): InlineConfig {
  return {
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { BUILT: JSON.stringify(builtIn(folder)) },
    build: {
      target: TARGET,
      outDir: folder,
      emptyOutDir: false,
      reportCompressedSize: false,
      // Its name never changes: a browser asks for it again to learn of a new version.
      rolldownOptions: { input: WORKER, output: { format: 'iife', entryFileNames: 'worker.js' } },
    },
  };
}

function builtIn(folder: string): Built {
  const names = globSync('**/*.*', { cwd: folder }).sort();
  const files = names.map(
    (name): BuiltFile => ({ path: `/${name}`, integrity: integrityOf(`${folder}/${name}`) }),
  );
  const version = createHash('sha256').update(JSON.stringify(files)).digest('base64url').slice(0, 12);
  return { version, files };
}

function integrityOf(path: string): string {
  return `sha256-${createHash('sha256').update(readFileSync(path)).digest('base64')}`;
}
