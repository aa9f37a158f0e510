import { parse } from './parse.ts';
import type { Block } from './tree.ts';

/** Trees kept. The one that was not looked at for longest goes, and is made again when it is needed. */
export const TREES_KEPT_MAX = 1_000;

const kept = new Map<string, readonly Block[]>();

/** What a text means. It is read once, for a message never changes, and is the same tree each time. */
export function treeOf(text: string): readonly Block[] {
  const tree = kept.get(text) ?? parse(text);
  kept.delete(text);
  kept.set(text, tree);
  if (kept.size > TREES_KEPT_MAX) kept.delete(kept.keys().next().value ?? '');
  return tree;
}
