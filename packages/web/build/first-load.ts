import { gzipSync } from 'node:zlib';
import type { Rolldown } from 'vite';

/** What a build made: scripts, and files beside them. */
type Made = Rolldown.RolldownOutput['output'][number];
type Script = Extract<Made, { readonly type: 'chunk' }>;

/** Bytes of script that a browser fetches before the page can run, compressed: the entry and what it imports. */
export function firstLoadBytes(made: readonly Made[]): number {
  const scripts = made.filter((file) => file.type === 'chunk');
  const byName = new Map(scripts.map((script) => [script.fileName, script]));
  const needed = new Set(scripts.filter((script) => script.isEntry));
  for (const script of needed) {
    for (const name of script.imports) addKnown(needed, byName.get(name));
  }
  return [...needed].reduce((sum, { code }) => sum + gzipSync(code).length, 0);
}

/** A set that is walked through also shows what is added on the way. */
function addKnown(needed: Set<Script>, script: Script | undefined): void {
  if (script) needed.add(script);
}
