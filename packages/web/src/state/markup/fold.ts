import type { Block } from './tree.ts';

/** A block of code is never higher: it scrolls inside. */
export const CODE_LINES_SHOWN_MAX = 20;

/** As much from the beginning of a message as has about so many lines. The same blocks if that is all of it. */
export function folded(blocks: readonly Block[], linesMax: number): readonly Block[] {
  if (linesOfAll(blocks) <= linesMax) return blocks;
  const shown: Block[] = [];
  let lines = 0;
  for (const block of blocks) {
    if (lines >= linesMax) break;
    shown.push(cut(block, linesMax - lines));
    lines += linesOf(block);
  }
  return shown;
}

function linesOfAll(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + linesOf(block), 0);
}

function linesOf(block: Block): number {
  switch (block.block) {
    case 'paragraph':
      return block.lines.length;
    case 'code':
      return Math.min(CODE_LINES_SHOWN_MAX, block.code.split('\n').length);
    case 'quote':
      return linesOfAll(block.blocks);
    case 'list':
      return block.items.reduce((sum, item) => sum + Math.max(1, linesOfAll(item.blocks)), 0);
    case 'table':
      return block.rows.length + 1;
    case 'heading':
    case 'rule':
      return 1;
  }
}

function cut(block: Block, linesMax: number): Block {
  switch (block.block) {
    case 'paragraph':
      return { ...block, lines: block.lines.slice(0, linesMax) };
    case 'quote':
      return { ...block, blocks: folded(block.blocks, linesMax) };
    case 'list':
      return { ...block, items: block.items.slice(0, linesMax) };
    case 'table':
      return { ...block, rows: block.rows.slice(0, linesMax) };
    case 'code':
    case 'heading':
    case 'rule':
      return block;
  }
}
