/** What the word before the caret asks for: a person, a room, an emoji, a command. */
export type TokenKind = 'person' | 'room' | 'emoji' | 'command';

export interface Token {
  readonly kind: TokenKind;
  /** What stands after the sign. */
  readonly query: string;
  /** Where the sign stands. The token ends at the caret. */
  readonly start: number;
}

/** Characters of a query. What is longer is text, and no name. */
const QUERY_CHARACTERS_MAX = 40;

/**
 * A sign inside a word is none: `me@example.org`, `C#`, `12:30`. Chinese is written without spaces, so there
 * `@` and `#` count after a word, too; a colon does not, for it comes before what somebody said.
 */
const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ['person', /(?<![\w.@/-])@([^\s@]*)$/u],
  ['room', /(?<![\w&#/])#([^\s#]*)$/u],
  ['emoji', /(?<![\p{L}\p{N}:/]):([\p{L}\p{N}_+-]{2,})$/u],
];
const COMMAND = /^\/([a-z]*)$/;

/** What can be completed at the caret. In code nothing can. */
export function tokenAt(text: string, caret: number): Token | null {
  const before = text.slice(0, caret);
  const command = COMMAND.exec(before);
  if (command) return { kind: 'command', query: command[1] ?? '', start: 0 };
  if (isInCode(before)) return null;
  const near = before.slice(-QUERY_CHARACTERS_MAX - 2);
  for (const [kind, pattern] of PATTERNS) {
    const query = pattern.exec(near)?.[1];
    if (query === undefined || query.length > QUERY_CHARACTERS_MAX) continue;
    return { kind, query, start: caret - query.length - 1 };
  }
  return null;
}

/** `:name:` that ends at the caret. */
export function closedShortcodeAt(text: string, caret: number): Token | null {
  const before = text.slice(0, caret);
  const name = /(?<![\p{L}\p{N}:/]):([\w+-]{2,40}):$/u.exec(before)?.[1];
  if (name === undefined || isInCode(before)) return null;
  return { kind: 'emoji', query: name, start: caret - name.length - 2 };
}

/** After an opening fence, or after a backtick in the same line, that nothing has closed yet. */
export function isInCode(before: string): boolean {
  const fences = before.match(FENCE)?.length ?? 0;
  if (fences % 2 === 1) return true;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (line.match(/`/g)?.length ?? 0) % 2 === 1;
}

const FENCE = /^ {0,3}(?:```|~~~)/gm;

/** Whether a text contains a block of code, be it open at the end. */
export function hasFence(text: string): boolean {
  return text.search(FENCE) !== -1;
}
