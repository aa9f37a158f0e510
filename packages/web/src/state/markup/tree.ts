/** What a message says, as a tree: blocks, which have lines, which have spans. Nothing in it is HTML. */
export type Block =
  | { readonly block: 'paragraph'; readonly lines: readonly Line[] }
  | { readonly block: 'heading'; readonly line: Line }
  | { readonly block: 'code'; readonly language: string | null; readonly code: string }
  | { readonly block: 'quote'; readonly blocks: readonly Block[] }
  | { readonly block: 'list'; readonly start: number | null; readonly items: readonly Item[] }
  | { readonly block: 'table'; readonly head: readonly Line[]; readonly rows: readonly (readonly Line[])[] }
  | { readonly block: 'rule' };

export interface Item {
  /** Null if it is not a task. */
  readonly isDone: boolean | null;
  readonly blocks: readonly Block[];
}

export type Line = readonly Span[];

export type Span =
  | { readonly span: 'text' | 'code'; readonly text: string }
  | { readonly span: 'strong' | 'emphasis' | 'deleted'; readonly spans: Line }
  /** Leads to a room of this server, or to a message in it. */
  | { readonly span: 'room'; readonly address: string; readonly spans: Line }
  | {
      readonly span: 'link';
      readonly address: string;
      /** Where it leads, to be shown beside words that look as if it led elsewhere. */
      readonly leadsTo: string | null;
      readonly spans: Line;
    };

/** A text as it was written, with nothing made of it. */
export function plain(text: string): readonly Block[] {
  return [{ block: 'paragraph', lines: text.split('\n').map((line) => [{ span: 'text', text: line }]) }];
}

/** The words of a tree, a line for each of its lines. */
export function wordsOf(blocks: readonly Block[]): string {
  return blocks.map(wordsOfBlock).join('\n');
}

function wordsOfBlock(block: Block): string {
  switch (block.block) {
    case 'paragraph':
      return block.lines.map(wordsOfLine).join('\n');
    case 'heading':
      return wordsOfLine(block.line);
    case 'code':
      return block.code;
    case 'quote':
      return wordsOf(block.blocks);
    case 'list':
      return block.items.map((item) => wordsOf(item.blocks)).join('\n');
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(wordsOfLine).join(' ')).join('\n');
    case 'rule':
      return '';
  }
}

export function wordsOfLine(line: Line): string {
  return line.map((span) => ('text' in span ? span.text : wordsOfLine(span.spans))).join('');
}
