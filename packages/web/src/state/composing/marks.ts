/** What Markdown puts around words. */
export const MARKS = { bold: '**', italic: '*', code: '`', strike: '~~' } as const;
export type Mark = keyof typeof MARKS;

export interface Selection {
  readonly start: number;
  readonly end: number;
}

/** Puts `insert` in place of what is between, and selects `selected` then. */
export interface Edit extends Selection {
  readonly insert: string;
  readonly selected: Selection;
}

/** Puts a mark around what is selected, or takes it away. Lines of code become a block. */
export function toggled(text: string, { start, end }: Selection, mark: Mark): Edit {
  const sign = MARKS[mark];
  const words = text.slice(start, end);
  if (mark === 'code' && words.includes('\n')) return fenced(text, { start, end });
  const isMarked =
    hasMark(signsBefore(text, start, sign), sign) && hasMark(signsAfter(text, end, sign), sign);
  if (isMarked) {
    const from = start - sign.length;
    const selected = { start: from, end: from + words.length };
    return { start: from, end: end + sign.length, insert: words, selected };
  }
  const selected = { start: start + sign.length, end: end + sign.length };
  return { start, end, insert: sign + words + sign, selected };
}

/** One star of a row of three is the italic one, and none of a row of two. */
function hasMark(signs: number, sign: string): boolean {
  return sign === MARKS.italic ? signs % 2 === 1 : signs >= sign.length;
}

function signsBefore(text: string, at: number, sign: string): number {
  let count = 0;
  while (at > count && text[at - count - 1] === sign[0]) count++;
  return count;
}

function signsAfter(text: string, at: number, sign: string): number {
  let count = 0;
  while (text[at + count] === sign[0]) count++;
  return count;
}

function fenced(text: string, { start, end }: Selection): Edit {
  const opening = `${start === 0 || text[start - 1] === '\n' ? '' : '\n'}\`\`\`\n`;
  const words = text.slice(start, end).replace(/\n$/, '');
  const closing = `\n\`\`\`${end < text.length && text[end] === '\n' ? '' : '\n'}`;
  const from = start + opening.length;
  return {
    start,
    end,
    insert: opening + words + closing,
    selected: { start: from, end: from + words.length },
  };
}
