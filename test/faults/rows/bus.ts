import type { Allowed, Fault } from '../fault.ts';
import type { Mischief } from '../lines/mischief.ts';
import type { Site } from '../nodes/site.ts';

/** Since the bus is only a hint, nobody who sends may notice anything. */
const UNNOTICED: Allowed = { stillMs: 3_000, lateMs: 3_000, refusals: false, sendsAway: 'none' };
const LASTS_MS = { short: 1_500, full: 30_000 };

/** A bus that breaks its word: each node, for itself, hears something else. */
export const BUS: readonly Fault[] = [
  {
    name: 'messages on the bus are doubled',
    bears: '[R8]',
    lastsMs: LASTS_MS,
    allowed: UNNOTICED,
    harm: (site, lasts) => spoiled(site, { heard: { doubles: 0.5 } }, lasts),
  },
  {
    name: 'of messages on the bus 30 % are dropped',
    bears: '[R8] [R10]',
    lastsMs: LASTS_MS,
    allowed: UNNOTICED,
    harm: (site, lasts) => spoiled(site, { heard: { drops: 0.3 } }, lasts),
  },
  {
    name: 'messages on the bus are shuffled',
    bears: '[R8]',
    lastsMs: LASTS_MS,
    allowed: UNNOTICED,
    harm: (site, lasts) => spoiled(site, { heard: { shuffles: 50 } }, lasts),
  },
  {
    name: 'all of that, both ways',
    bears: '[R8] [R10]',
    lastsMs: LASTS_MS,
    allowed: UNNOTICED,
    harm(site, lasts) {
      const all = { drops: 0.3, doubles: 0.3, shuffles: 20 };
      return spoiled(site, { heard: all, said: all }, lasts);
    },
  },
];

async function spoiled(
  { nodes }: Site,
  how: { readonly heard?: Mischief; readonly said?: Mischief },
  lasts: () => Promise<void>,
): Promise<void> {
  for (const { toBus } of nodes) toBus.spoil(how);
  await lasts();
  for (const { toBus } of nodes) toBus.spoil({});
}
