import type { UserId } from '@teahouse/protocol/ids';

/** Somebody who was chosen by name while a message was written. */
export interface Mentioned {
  readonly id: UserId;
  readonly name: string;
}

/**
 * Those of the chosen whose `@name` the text still holds. A name that begins a longer one is not found
 * inside it: who wrote to `@Alice` has not called Al.
 */
export function stillNamed(text: string, chosen: readonly Mentioned[]): readonly Mentioned[] {
  let rest = text;
  const named = new Set<string>();
  const names = [...new Set(chosen.map(({ name }) => name))].sort((one, other) => other.length - one.length);
  for (const name of names) {
    if (!rest.includes(`@${name}`)) continue;
    named.add(name);
    rest = rest.replaceAll(`@${name}`, '\n');
  }
  return chosen.filter(({ name }) => named.has(name));
}

/** With one more, once. */
export function withPerson(chosen: readonly Mentioned[], person: Mentioned): readonly Mentioned[] {
  return [...chosen.filter(({ id }) => id !== person.id), person];
}
