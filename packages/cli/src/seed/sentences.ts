import type { Chance } from './chance.ts';
import { CHINESE, ENGLISH } from './words.ts';

/** One message in so many has several lines, as people now and then have more to say. */
const LONG_ONE_IN = 40;
const LONG_LINES_MAX = 12;

/** Something somebody might say over tea. */
export function sentence(chance: Chance): string {
  const language = chance.pick([CHINESE, ENGLISH]);
  if (chance.below(LONG_ONE_IN) > 0) return phrase(chance, language);
  const lines = 2 + chance.below(LONG_LINES_MAX - 1);
  return Array.from({ length: lines }, () => phrase(chance, language)).join('\n');
}

function phrase(chance: Chance, language: typeof CHINESE): string {
  const separator = language === CHINESE ? '' : ' ';
  const [opening, verb, object, end] = language.map((words) => chance.pick(words));
  return `${[opening, verb, object].join(separator)}${end}`;
}
