/** Where control pictures begin: U+2400 stands for NUL, U+241B for escape. */
const PICTURES = 0x2400;
const DELETE = 0x7f;
const DELETE_PICTURE = '\u2421';
const REPLACEMENT = '\ufffd';

/** What a terminal would obey instead of showing it; a tab and the ends of lines are left. */
const OBEYED = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const LINE_ENDS = /\r\n|[\r\n\u0085\u2028\u2029]/u;

/** The lines of a text that somebody else wrote, with nothing in them that a terminal would obey (S22). */
export function visibleLines(text: string): string[] {
  return text.toWellFormed().split(LINE_ENDS).map(visible);
}

/** The same for a name, which is one line. */
export function visibleName(name: string): string {
  return visibleLines(name).join(' ');
}

function visible(line: string): string {
  return line.replaceAll('\t', '    ').replace(OBEYED, picture);
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(PICTURES + code);
  return code === DELETE ? DELETE_PICTURE : REPLACEMENT;
}
