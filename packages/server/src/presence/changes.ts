import type { UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';

/** Changes of a room's presence are gathered for at least so long before anybody is told. */
const GATHER_MS_MIN = 1_000;
/** And a millisecond longer for each person present, so that a full room does not storm. */
const GATHER_MS_PER_PERSON = 1;

/** How long the changes of a room with so many people are gathered. */
export function gatherMs(count: number): number {
  return GATHER_MS_MIN + count * GATHER_MS_PER_PERSON;
}

/** How people were before the first of the changes that nobody was told of yet; null for who was not here. */
export class Changes {
  readonly #before = new Map<UserId, Person | null>();

  get size(): number {
    return this.#before.size;
  }

  note(user: UserId, before: Person | null): void {
    if (!this.#before.has(user)) this.#before.set(user, before);
  }

  /** What is not as it was. A new name is a coming; who came and went meanwhile is not told. */
  take(now: (user: UserId) => Person | null): { came: Person[]; went: UserId[] } {
    const came: Person[] = [];
    const went: UserId[] = [];
    for (const [user, before] of this.#before) {
      const person = now(user);
      if (person && !isSame(person, before)) came.push(person);
      else if (!person && before) went.push(user);
    }
    this.#before.clear();
    return { came, went };
  }
}

/** Whether two say the same of somebody. */
export function isSame(one: Person | null, other: Person | null): boolean {
  return one === null || other === null ? one === other : one.name === other.name;
}
