import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compress } from './build/compressed.ts';
import { firstLoadBytes } from './build/first-load.ts';
import { workerOf } from './build/worker.ts';

/** Script of a first load, compressed. A build beyond it fails. */
const FIRST_LOAD_BYTES_MAX = 60_000;

const PACKAGES = fileURLToPath(new URL('..', import.meta.url));
const DIST = `${PACKAGES}web/dist`;
/** Tells what the page was built from. Written last, so that a build that was cut short is done again. */
const STAMP = `${DIST}/build.json`;

const SOURCES = [
  '{client,protocol,rules,web}/{package.json,src/**/*.{ts,tsx,css}}',
  'web/{index.html,build.ts,build/**,vite.config.ts,public/**}',
  '../package-lock.json',
];

function digestOfSources(): string {
  const hash = createHash('sha256');
  const options = { cwd: PACKAGES, withFileTypes: true, exclude: ['**/*.test.ts'] } as const;
  const files = globSync(SOURCES, options).filter((entry) => entry.isFile());
  for (const path of files.map((file) => `${file.parentPath}/${file.name}`).sort()) {
    hash.update(path.slice(PACKAGES.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function builtFrom(): string | null {
  try {
    return String(JSON.parse(readFileSync(STAMP, 'utf8')).sources);
  } catch {
    return null;
  }
}

const sources = digestOfSources();
if (builtFrom() !== sources) {
  // Loaded only when needed: most starts find the page built.
  const { build } = await import('vite');
  const made = await build({ configFile: `${PACKAGES}web/vite.config.ts`, logLevel: 'warn' });
  if (!('output' in made)) throw new Error('The web page is built once, into one folder.');
  const scriptBytes = firstLoadBytes(made.output);
  await build(workerOf(DIST));
  compress(DIST);
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
  const size = `${kilobytes(scriptBytes)} of ${kilobytes(FIRST_LOAD_BYTES_MAX)} KB of script, compressed`;
  if (scriptBytes > FIRST_LOAD_BYTES_MAX) throw new Error(`The web page is too heavy: ${size}.`);
  writeFileSync(STAMP, JSON.stringify({ sources, scriptBytes }));
  process.stdout.write(`Built the web page: ${size}.\n`);
}
