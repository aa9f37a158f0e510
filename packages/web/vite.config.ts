import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { chunkOf } from './build/chunks.ts';
import { TARGET } from './build/target.ts';

/** Only files of its own origin, no inline script or style: a strict content security policy can be set. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: TARGET,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: chunkOf }] } } },
  },
  // While the page is worked on: `npx vite packages/web`, beside a server on its usual port.
  server: {
    proxy: { '/ws': { target: 'ws://localhost:8080', ws: true }, '/blobs': 'http://localhost:8080' },
  },
});
