import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BoundedLexer, NESTING_MAX, TOKENS_MAX } from './lexer.ts';
import { parse } from './parse.ts';
import { EMPHASES_TRIED_MAX } from './tokenizer.ts';
import { type Block, type Line, plain, wordsOf } from './tree.ts';
import { visible } from './visible.ts';

/** As long as a message may be. */
const CHARACTERS = 4_000;

function repeated(unit: string): string {
  return unit.repeat(Math.ceil(CHARACTERS / unit.length)).slice(0, CHARACTERS);
}

/** Texts that make a careless parser of Markdown deep, slow or huge. Each is one that a person may send. */
const UNITS_REPEATED: readonly string[] = [
  ...['[', '[a](', '![', '[](', '[a][b]', '[`', '[\\', '*_*_', '*a_', '**a *b ', '*a **b', '_a __b ', '~~a '],
  ...[
    '`',
    '`a``',
    '```\n~~~\n',
    '```',
    '- ',
    '- a\n',
    '1. ',
    '> ',
    '>',
    '> - ',
    '> - a\n',
    '|-|\n',
    '| ',
    ':-|',
  ],
  ...[
    '<',
    '<a ',
    '<!-',
    '<div>\n',
    '<a b=',
    '&',
    '&#60;',
    'https://a.',
    'www.',
    'https://a.b ',
    'a@',
    'a@b.c ',
  ],
  ...[
    '\n',
    '\\',
    '\\*',
    '# ',
    '#\n',
    'a\n=\n',
    '- - ',
    '*  ',
    '**。**',
    '*。',
    '[a]: b\n',
    '    a\n',
    '_ _a',
    '*`',
  ],
].map(repeated);

/** The same by their shape. */
const SHAPES: readonly string[] = [
  `${'>'.repeat(2_000)} a`,
  `${'['.repeat(1_999)}a${']'.repeat(1_999)}()`,
  `${'*a '.repeat(666)}${'b* '.repeat(666)}`,
  `${'*'.repeat(1_999)}a${'*'.repeat(1_999)}`,
  `${'> '.repeat(20)}a\n${'b\n> c\n'.repeat(600)}`,
  Array.from({ length: 60 }, (_, depth) => `${' '.repeat(2 * depth)}- a`).join('\n'),
  Array.from({ length: 88 }, (_, ticks) => '`'.repeat(ticks + 1)).join(' '),
  `${'|a'.repeat(600)}|\n${'|-'.repeat(600)}|\n${'|\n'.repeat(700)}`,
  `${'|a'.repeat(19)}|\n${'|-'.repeat(19)}|\n${'|\n'.repeat(1_900)}`,
  `https://a.example/${'('.repeat(3_900)}`,
  `https://a.example/${')'.repeat(3_900)}`,
  `https://a.example/${'!).'.repeat(1_300)}`,
  `a${'\u0300'.repeat(3_999)}`,
  '\u{e0067}'.repeat(2_000),
  `a${'\u200d'.repeat(3_999)}`,
  `${'\u202e'.repeat(3_990)}a`,
];

const CORPUS = [...UNITS_REPEATED, ...SHAPES];

/** Pieces that mean something in Markdown, and some that do not. */
const PIECES = [
  ...['*', '**', '_', '~~', '`', '```', '[', ']', '(', ')', '](', '![', '<', '>', '\n', '\n\n', '- ', '1. '],
  ...[
    '  ',
    '    ',
    '|',
    '|-|',
    '\\',
    '# ',
    '---',
    'a',
    'b ',
    '。',
    '中',
    '&#1;',
    'https://',
    'www.',
    '@',
    '.',
  ],
];
const markdown = fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map((pieces) => pieces.join(''));
/** Nothing in it has a meaning. */
const words = fc.stringMatching(/^[a-z0-9 ,;茶馆你好。，！]{0,80}$/);

function depthOf(blocks: readonly Block[]): number {
  const depths = blocks.map((block) => {
    switch (block.block) {
      case 'quote':
        return depthOf(block.blocks);
      case 'list':
        return Math.max(0, ...block.items.map((item) => depthOf(item.blocks)));
      case 'paragraph':
        return Math.max(0, ...block.lines.map(depthOfLine));
      default:
        return 1;
    }
  });
  return 1 + Math.max(0, ...depths);
}

function depthOfLine(line: Line): number {
  return 1 + Math.max(0, ...line.map((span) => ('spans' in span ? depthOfLine(span.spans) : 0)));
}

/** Tokens that were begun, up to the end or to where it became too much. */
function workFor(text: string): number {
  const lexer = new BoundedLexer();
  try {
    lexer.lex(visible(text));
  } catch {
    assert.deepEqual(parse(text), plain(visible(text)), 'what is too much is shown as written');
  }
  return lexer.tokensBegun;
}

function assertBounded(text: string): void {
  const blocks = parse(text);
  assert.ok(depthOf(blocks) <= 2 * NESTING_MAX + 2, text.slice(0, 40));
  assert.ok(workFor(text) <= TOKENS_MAX + 1, text.slice(0, 40));
  if (/\S/.test(visible(text))) assert.match(wordsOf(blocks), /\S/, text.slice(0, 40));
}

test('[S2] no text that may be sent makes the parser throw, dig or work without bound', () => {
  for (const text of CORPUS) assertBounded(text);
});

test('[S2] nor does any that is made of pieces of Markdown', () => {
  fc.assert(fc.property(markdown, assertBounded));
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), assertBounded));
});

test('words are shown as they are', () => {
  fc.assert(
    fc.property(fc.array(words, { minLength: 1 }), (lines) => {
      const text = lines.map((line) => line.trim()).join('\n');
      assert.equal(wordsOf(parse(text)).replace(/\n+/g, '\n').trim(), text.replace(/\n+/g, '\n').trim());
    }),
  );
});

test('what is deep, long or dense beyond the bounds is shown as it was written', () => {
  const quotes = (depth: number) => `${'>'.repeat(depth)} a`;
  assert.equal(parse(quotes(NESTING_MAX - 1))[0]?.block, 'quote');
  assert.deepEqual(parse(quotes(NESTING_MAX)), plain(quotes(NESTING_MAX)));
  const tries = (count: number) => `**b** ${'*a_'.repeat(count)}`;
  assert.notDeepEqual(parse(tries(10)), plain(tries(10)));
  assert.deepEqual(parse(tries(EMPHASES_TRIED_MAX)), plain(tries(EMPHASES_TRIED_MAX)));
  const table = (lines: number) => `${'|a'.repeat(10)}\n${'|-'.repeat(10)}\n${'|b\n'.repeat(lines)}`;
  assert.equal(parse(table(20))[0]?.block, 'table');
  assert.equal(parse(table(60))[0]?.block, 'paragraph');
  const items = '- a\n'.repeat(TOKENS_MAX);
  assert.deepEqual(parse(items), plain(items));
});
