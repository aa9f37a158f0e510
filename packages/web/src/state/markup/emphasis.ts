/**
 * CommonMark finds the ends of `**bold**` by the spaces around it, and takes a punctuation mark beside it for
 * the edge of a word. Chinese has no spaces, and its full stop stands inside: `**你好。**世界`. So, as others
 * have proposed (commonmark-spec#650), beside emphasis a mark counts as a letter if it is Chinese itself or
 * stands next to Chinese.
 */
const CHINESE = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}`;
/** Full-width marks, and the quotation marks, dashes and dots that Chinese shares with others. */
const CHINESE_MARK = String.raw`\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u3000-\u303f\ufe30-\ufe4f\uff00-\uffef`;
const MARK = String.raw`[\p{P}\p{S}]`;
/** A run of delimiters that can open or close something. */
const RUN = '[*~]{1,3}';
/** A mark that stands inside, before the closing run or behind the opening one. */
const INSIDE = new RegExp(
  [
    `[${CHINESE_MARK}](?=${RUN})`,
    `(?<=[*~])[${CHINESE_MARK}]`,
    `(?![*~_])${MARK}(?=${RUN}[${CHINESE}${CHINESE_MARK}])`,
    `(?<=[${CHINESE}${CHINESE_MARK}]${RUN})(?![*~_])${MARK}`,
  ].join('|'),
  'gu',
);
const OPENS_ON_CHINESE_MARK = new RegExp(`^${RUN}[${CHINESE_MARK}]`, 'u');
const ENDS_IN_CHINESE = new RegExp(`[${CHINESE}${CHINESE_MARK}]$`, 'u');

/** A text to look for the ends of emphasis in: as long as before, with letters for such marks. */
export function withMarksAsLetters(text: string): string {
  return text.replace(INSIDE, (mark) => 'x'.repeat(mark.length));
}

/** Whether emphasis may begin with `text` although a letter stands right before it. */
export function mayOpen(text: string, before: string): boolean {
  return OPENS_ON_CHINESE_MARK.test(text) || ENDS_IN_CHINESE.test(before);
}
