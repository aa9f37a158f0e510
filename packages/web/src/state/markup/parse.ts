import type { MarkedToken, Token, Tokens } from 'marked';
import { leadsTo, roomAddress, safeAddress } from './address.ts';
import { BoundedLexer } from './lexer.ts';
import { type Block, type Item, type Line, plain, type Span, wordsOf, wordsOfLine } from './tree.ts';
import { visible } from './visible.ts';

/** Names of languages have no more characters, and no others. */
const LANGUAGE = /^[\w+#.-]{1,20}/;

/** A text as a tree. One that is too much, or that would leave nothing to read, is shown as it was written. */
export function parse(text: string): readonly Block[] {
  const shown = visible(text);
  try {
    const blocks = blocksOf(new BoundedLexer().lex(shown));
    return wordsOf(blocks).trim() === '' ? plain(shown) : blocks;
  } catch {
    return plain(shown);
  }
}

function blocksOf(tokens: readonly Token[]): Block[] {
  return tokens.flatMap((token) => blockOf(token as MarkedToken) ?? []);
}

function blockOf(token: MarkedToken): Block | null {
  switch (token.type) {
    case 'space':
    case 'checkbox':
      return null;
    case 'heading':
      return { block: 'heading', line: linesOf(token.tokens).flat() };
    case 'code':
      return {
        block: 'code',
        language: LANGUAGE.exec(token.lang ?? '')?.[0] ?? null,
        code: token.text.replace(/\n$/, ''),
      };
    case 'blockquote':
      return { block: 'quote', blocks: blocksOf(token.tokens) };
    case 'list':
      return {
        block: 'list',
        start: token.ordered ? Number(token.start) : null,
        items: token.items.map(itemOf),
      };
    case 'table':
      return {
        block: 'table',
        head: token.header.map(cellOf),
        rows: token.rows.map((row) => row.map(cellOf)),
      };
    case 'hr':
      return { block: 'rule' };
    default:
      return { block: 'paragraph', lines: linesOf('tokens' in token ? (token.tokens ?? [token]) : [token]) };
  }
}

function itemOf({ task, checked, tokens }: Tokens.ListItem): Item {
  return { isDone: task ? checked === true : null, blocks: blocksOf(tokens) };
}

function cellOf({ tokens }: Tokens.TableCell): Line {
  return linesOf(tokens).flat();
}

/** What a run of tokens says, line by line. What is bold over the end of a line is bold in both. */
function linesOf(tokens: readonly Token[]): Span[][] {
  const lines: Span[][] = [[]];
  for (const token of tokens) {
    const [first = [], ...more] = saidBy(token as MarkedToken);
    for (const span of first) append(lines.at(-1) ?? [], span);
    lines.push(...more);
  }
  return lines;
}

function saidBy(token: MarkedToken): Span[][] {
  switch (token.type) {
    case 'strong':
      return linesOf(token.tokens).map((spans) => [{ span: 'strong', spans }]);
    case 'em':
      return linesOf(token.tokens).map((spans) => [{ span: 'emphasis', spans }]);
    case 'del':
      return linesOf(token.tokens).map((spans) => [{ span: 'deleted', spans }]);
    case 'codespan':
      return [[{ span: 'code', text: token.text }]];
    case 'link':
    case 'image':
      return linkOf(token);
    case 'escape':
      return written(token.text);
    case 'checkbox':
      return [[]];
    default:
      return written(token.raw);
  }
}

/** A picture is not fetched from elsewhere: it becomes a link to it. */
function linkOf({ raw, href, tokens }: Tokens.Link | Tokens.Image): Span[][] {
  const room = roomAddress(href);
  if (room !== null) return linesOf(tokens ?? []).map((spans) => [{ span: 'room', address: room, spans }]);
  const url = safeAddress(href);
  if (!url) return written(raw);
  const lines = linesOf(tokens ?? []);
  const words = lines.map(wordsOfLine).join(' ');
  if (words.trim() === '') return [[linked(url, [{ span: 'text', text: url.href }], null)]];
  const place = leadsTo(url, words);
  return lines.map((spans, index) => [linked(url, spans, index === lines.length - 1 ? place : null)]);
}

function linked({ href }: URL, spans: Line, place: string | null): Span {
  return { span: 'link', address: href, leadsTo: place, spans };
}

function written(text: string): Span[][] {
  return text.split('\n').map((line) => (line === '' ? [] : [{ span: 'text', text: line }]));
}

/** Texts that touch become one, so that a name in them is found although the lexer cut it. */
function append(line: Span[], span: Span): void {
  const last = line.at(-1);
  if (last?.span === 'text' && span.span === 'text') {
    line[line.length - 1] = { span: 'text', text: last.text + span.text };
  } else line.push(span);
}
