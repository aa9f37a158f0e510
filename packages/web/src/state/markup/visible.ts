/**
 * Characters that draw nothing and only deceive: they turn the direction of what follows (embeddings,
 * overrides, isolates), hide words from a search, or fill a line with nothing. Joiners and direction marks
 * stay, for emoji and several scripts need them.
 */
const DECEIVING =
  /[\u00ad\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/g;
/** Letters that draw nothing. Only flags are made of them. */
const TAGS = /(?<!\u{1f3f4}[\u{e0000}-\u{e007f}]{0,6})[\u{e0000}-\u{e007f}]/gu;
/** More marks than any script puts on one letter. */
const MARKS_ON_LETTER_MAX = 8;
const PILED_MARKS = new RegExp(`(\\p{M}{${MARKS_ON_LETTER_MAX}})\\p{M}+`, 'gu');
const JOINERS = /[\u200c\u200d]{2,}/g;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;

/** A text without what cannot be seen, and with one kind of line end. It is never longer than before. */
export function visible(text: string): string {
  return text
    .replace(LINE_ENDS, '\n')
    .replace(DECEIVING, '')
    .replace(TAGS, '')
    .replace(JOINERS, (joiners) => joiners.charAt(0))
    .replace(PILED_MARKS, '$1');
}
