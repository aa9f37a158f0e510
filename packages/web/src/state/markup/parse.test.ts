import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from './parse.ts';
import type { Block, Line, Span } from './tree.ts';

/** A tree in short, so that a test can be read, in signs that are none in Markdown. */
function short(blocks: readonly Block[]): string {
  return blocks.map(shortBlock).join(' ¶ ');
}

function shortBlock(block: Block): string {
  switch (block.block) {
    case 'paragraph':
      return block.lines.map(shortLine).join(' ⏎ ');
    case 'heading':
      return `# ${shortLine(block.line)}`;
    case 'code':
      return `{${block.language ?? ''}: ${block.code}}`;
    case 'quote':
      return `> ${short(block.blocks)}`;
    case 'list': {
      const mark = (isDone: boolean | null) => (isDone === null ? '' : isDone ? '☑ ' : '☐ ');
      const items = block.items.map((item) => mark(item.isDone) + short(item.blocks));
      return `${block.start ?? '•'}(${items.join(', ')})`;
    }
    case 'table':
      return [block.head, ...block.rows].map((row) => `|${row.map(shortLine).join('|')}|`).join('');
    case 'rule':
      return '---';
  }
}

function shortLine(line: Line): string {
  return line.map(shortSpan).join('');
}

function shortSpan(span: Span): string {
  switch (span.span) {
    case 'text':
      return span.text;
    case 'code':
      return `code(${span.text})`;
    case 'strong':
      return `strong(${shortLine(span.spans)})`;
    case 'emphasis':
      return `em(${shortLine(span.spans)})`;
    case 'deleted':
      return `del(${shortLine(span.spans)})`;
    case 'room':
      return `room(${span.address} ${shortLine(span.spans)})`;
    case 'link':
      return `<${span.address} ${shortLine(span.spans)}${span.leadsTo === null ? '' : ` → ${span.leadsTo}`}>`;
  }
}

/** What is written, and what it becomes. Where both are the same it is written once. */
const EXAMPLES: Readonly<Record<string, readonly (string | readonly [string, string])[]>> = {
  'every line that is written is a line, with its indent': [
    ['one\ntwo', 'one ⏎ two'],
    ['one\n  two\r\nthree', 'one ⏎   two ⏎ three'],
    ['one\n\n\ntwo', 'one ¶ two'],
    ['*over\ntwo* lines', 'em(over) ⏎ em(two) lines'],
  ],
  'an address within the page leads to a room': [
    ['in [茶\\[1\\]](#/room/lobby) now', 'in room(#/room/lobby 茶[1]) now'],
    '[x](#/room/nowhere)',
  ],
  'bold, italic, struck out and code': [
    ['**a** *b* _c_ ~~d~~ `e`', 'strong(a) em(b) em(c) del(d) code(e)'],
    ['***a***', 'em(strong(a))'],
    ['`` a`b ``', 'code(a`b)'],
    ...['snake_case_name', '2 * 3 * 4', '**open', '`open', '* ', '#', '-', '>'],
    ['\\*as it is\\*', '*as it is*'],
  ],
  'Chinese has no spaces, and its marks stand inside': [
    ['**你好。**世界', 'strong(你好。)世界'],
    ['**“引用”**后文', 'strong(“引用”)后文'],
    ['他说**“引用”**后文', '他说strong(“引用”)后文'],
    ['*斜体，*正文', 'em(斜体，)正文'],
    ['~~删了。~~没删', 'del(删了。)没删'],
    ['**(注)**后文', 'strong((注))后文'],
    ['见**(注)**后文', '见strong((注))后文'],
    ['是**『茶』**和**「水」**吗', '是strong(『茶』)和strong(「水」)吗'],
    ['**茶。**水**火！**', 'strong(茶。)水strong(火！)'],
    ['好呀~明天见~好', '好呀~明天见~好'],
  ],
  'quotes and lists end with the line that does not continue them': [
    ['> a\n> b\nc', '> a ⏎ b ¶ c'],
    ['> a\n>> b', '> a ¶ > b'],
    ['- a\n- b\nc', '•(a, b) ¶ c'],
    ['3. a\n4. b', '3(a, b)'],
    ['- a\n  - b\n- c', '•(a ¶ •(b), c)'],
    ['- [x] a\n- [ ] b', '•(☑ a, ☐ b)'],
    ['+1', '+1'],
  ],
  'code keeps what it is': [
    ['```ts\nlet a = `<b>`;\n\n```', '{ts: let a = `<b>`;\n}'],
    ['```\n**a**', '{: **a**}'],
    ['~~~c++ title\na\n~~~', '{c++: a}'],
    ['    not code', '    not code'],
  ],
  'headings, rules and tables': [
    ['# Tea\nat *five*', '# Tea ¶ at em(five)'],
    ['#room', '#room'],
    ['tea\n---\nwater', 'tea ¶ --- ¶ water'],
    ['tea\n===', 'tea ⏎ ==='],
    ['|a|b|\n|-|-|\n|1|**2**|', '|a|b||1|strong(2)|'],
    '---',
  ],
  '[S2] HTML and its entities are the text they are': [
    '<b>bold</b>',
    '<script>alert(1)</script>',
    '<!-- a -->',
    '&lt;b&gt; &amp; &#60;',
    ['a **<b>** c', 'a strong(<b>) c'],
    ['<div>\n*a*\n</div>', '<div> ⏎ em(a) ⏎ </div>'],
  ],
  '[S3] only safe addresses are links, and a picture is one': [
    ['[tea](https://tea.example/a)', '<https://tea.example/a tea>'],
    ['![cat](https://tea.example/cat.png)', '<https://tea.example/cat.png cat>'],
    ['![](https://tea.example/cat.png)', '<https://tea.example/cat.png https://tea.example/cat.png>'],
    ['write to me@tea.example', 'write to <mailto:me@tea.example me@tea.example>'],
    '[tea](javascript:alert(1))',
    '[tea](JaVaScRiPt:alert(1))',
    '[tea](data:text/html,hi)',
    '[tea](//tea.example)',
    '[tea](/blobs/b_1)',
    '[tea][1]',
    ['[tea]: https://tea.example', '[tea]: <https://tea.example/ https://tea.example>'],
    'xmpp:me@tea.example',
    '<javascript:alert(1)>',
  ],
};

for (const [promise, examples] of Object.entries(EXAMPLES)) {
  test(promise, () => {
    for (const example of examples) {
      const [written, meant] = typeof example === 'string' ? [example, example] : example;
      assert.equal(short(parse(written)), meant, written);
    }
  });
}

test('an empty item is an item, and what would leave nothing to read is shown as written', () => {
  assert.equal(short(parse('- a\n- ')), '•(a, )');
  for (const text of ['', '\n', '> ', '- ', '***', '[]()']) {
    assert.deepEqual(
      parse(text).map(({ block }) => block),
      ['paragraph'],
      text,
    );
  }
});
