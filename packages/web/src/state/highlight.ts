import { common, createLowlight } from 'lowlight';

/** What a word of code is, as far as it has a colour of its own. */
export type CodeKind = 'keyword' | 'string' | 'number' | 'comment' | 'title' | 'added' | 'removed';

export interface CodePiece {
  readonly code: string;
  readonly kind: CodeKind | null;
}

/** The names that highlight.js has for them. Others have the colour of the text around. */
const KINDS: Readonly<Record<string, CodeKind>> = {
  keyword: 'keyword',
  'selector-tag': 'keyword',
  name: 'keyword',
  type: 'title',
  built_in: 'title',
  title: 'title',
  section: 'title',
  attr: 'title',
  attribute: 'title',
  'selector-class': 'title',
  'selector-id': 'title',
  string: 'string',
  regexp: 'string',
  char: 'string',
  number: 'number',
  literal: 'number',
  symbol: 'number',
  'template-variable': 'number',
  comment: 'comment',
  quote: 'comment',
  meta: 'comment',
  addition: 'added',
  deletion: 'removed',
};
const CLASS_PREFIX = 'hljs-';

const lowlight = createLowlight(common);
type Node = ReturnType<typeof lowlight.highlight>['children'][number];

export type Highlight = typeof highlight;

/** Code in pieces, or null if the language is not known. The pieces together are the code. */
export function highlight(code: string, language: string): readonly CodePiece[] | null {
  const name = language.toLowerCase();
  if (!lowlight.registered(name)) return null;
  return lowlight.highlight(name, code).children.flatMap((node) => piecesOf(node, null));
}

function piecesOf(node: Node, around: CodeKind | null): CodePiece[] {
  if (node.type === 'text') return [{ code: node.value, kind: around }];
  if (node.type !== 'element') return [];
  const kind = kindOf(node.properties.className) ?? around;
  return node.children.flatMap((child) => piecesOf(child, kind));
}

function kindOf(names: unknown): CodeKind | null {
  const [name] = Array.isArray(names) ? names : [];
  return KINDS[String(name).slice(CLASS_PREFIX.length)] ?? null;
}
