import { readFileSync } from 'node:fs';

/** Real prose, real code and real Chinese: what is made up by chance compresses like nothing that people write. */
const ENGLISH = linesOf('docs/operations.md').join(' ');
const CODE = linesOf('packages/server/src/fanout/outlet.ts').join('\n');
const CHINESE = linesOf('packages/web/src/text/chinese.ts')
  .map((line) => line.replaceAll(/[^\p{Script=Han}，。！？：]/gu, ''))
  .join('，');

/** A few hundred characters, each time others: Chinese, English and code in turn. */
export function longPassage(turn: number): string {
  switch (turn % 3) {
    case 0:
      return cut(CHINESE, turn, 350);
    case 1:
      return cut(ENGLISH, turn, 1_000);
    default:
      return `\n\`\`\`ts\n${cut(CODE, turn, 1_000)}\n\`\`\``;
  }
}

/** What people say: mostly a few words, now and then a passage. */
export function chatText(turn: number): string {
  if (turn % 10 === 9) return longPassage((turn - 9) / 10);
  return turn % 2 === 0 ? cut(CHINESE, turn, 6 + (turn % 30)) : cut(ENGLISH, turn, 10 + (turn % 100));
}

/** So many characters from a place that is another one for each turn. */
function cut(text: string, turn: number, characters: number): string {
  const from = (turn * 7_919) % (text.length - characters);
  return text.slice(from, from + characters);
}

function linesOf(path: string): string[] {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').split('\n');
}
