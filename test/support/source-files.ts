import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What npm, a build, a run or git left there. Peers of the benchmark are other people's manners. */
const NOT_OURS = new Set(['node_modules', 'dist', 'data', '.git', 'bench/peers', 'bench/results']);

export interface SourceFile {
  /** Relative to the root of the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every file of the project whose path matches, in a stable order. */
export function filesMatching(pattern: RegExp): readonly SourceFile[] {
  return pathsUnder(ROOT)
    .filter((path) => pattern.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

function pathsUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const whole = join(folder, entry.name);
    const path = relative(ROOT, whole).split(sep).join('/');
    if (NOT_OURS.has(path) || NOT_OURS.has(entry.name)) return [];
    return entry.isDirectory() ? pathsUnder(whole) : [path];
  });
}
