import type { Arrangement } from '@teahouse/protocol/arrangement';
import type { UserId } from '@teahouse/protocol/ids';
import type { Surroundings } from './actor.ts';

/** People to mention: mostly nobody, and not all of them are in the room. */
export function peopleToMention({ chance, people }: Surroundings): UserId[] {
  if (people.size === 0 || chance.happens(0.7)) return [];
  return Array.from({ length: chance.between(1, 3) }, () => chance.pick([...people]));
}

/** Something to want of a room. */
export function newWish({ chance }: Surroundings): Partial<Arrangement> {
  return chance.pick([
    { pinned: chance.happens(0.5) },
    { notify: chance.pick(['all', 'mentions', 'nothing'] as const) },
    { place: chance.happens(0.2) ? null : chance.fraction() },
    { pinned: true, place: chance.below(3) },
  ]);
}
