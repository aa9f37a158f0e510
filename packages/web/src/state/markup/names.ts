/** Someone a message is meant for, by a name that they have or had. */
export interface Named {
  readonly name: string;
  readonly isMe: boolean;
}

/** A piece of a text: words, or somebody's name with the `@` before it. */
export type Piece = { readonly words: string; readonly named: Named | null };

/** Parts a text at the names in it. The longer of two names that both fit is meant. */
export function withNames(text: string, people: readonly Named[]): readonly Piece[] {
  const byName = new Map(people.map((person) => [`@${person.name}`.toLowerCase(), person]));
  if (byName.size === 0 || !text.includes('@')) return [{ words: text, named: null }];
  return text
    .split(patternOf(people))
    .filter((words) => words !== '')
    .map((words) => ({ words, named: byName.get(words.toLowerCase()) ?? null }));
}

/** Not within an address, and a Latin name not within a longer word; Chinese goes on without a space. */
function patternOf(people: readonly Named[]): RegExp {
  const names = people
    .map(({ name }) => name)
    .sort((one, other) => other.length - one.length)
    .map((name) => name.replace(SYNTAX, '\\$&') + (/[\p{Script=Latin}\p{N}_]$/u.test(name) ? WORD_END : ''));
  return new RegExp(`(?<![a-z0-9_.])(@(?:${names.join('|')}))`, 'iu');
}

const SYNTAX = /[\\^$.*+?()[\]{}|/]/g;
const WORD_END = String.raw`(?![\p{Script=Latin}\p{N}_])`;
