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

/** A text with a bit of everything. */
const SAMPLE =
  '# a\n\nb **c** _d_ ~~e~~ `f` [g](https://h.example) https://i.example :tea:\n\n- [ ] j\n1. k\n\n> l\n\n```ts\nm\n```\n\n|n|\n|-|\n|o|';

/** Reads the first text now, which takes long, so that no message has to be it. */
export function warmUp(): void {
  parse(SAMPLE);
}
