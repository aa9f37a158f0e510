import type { Place } from './place.ts';

/** Who may import whom among what is measured: see `places.ts`. */
export const PLACES_OF_BENCH: Readonly<Record<string, Place>> = {
  bench: {
    at: 'bench/**',
    imports: ['protocol', 'client', 'server/bus/nats/testing', 'server/storage/postgres/testing'],
    packages: ['node:*', 'playwright-core'],
    starts: ['cli'],
  },
  /** Measured by themselves, since they cannot be seen from the wire. */
  'bench/unit-costs': {
    at: 'bench/unit-costs',
    imports: [
      ...['bench', 'protocol', 'rules', 'server/engine', 'server/bus', 'server/storage', 'server/runtime'],
      ...['server/storage/sqlite', 'server/storage/postgres', 'server/storage/postgres/testing'],
      ...['server/bus/nats', 'server/bus/nats/testing'],
    ],
    packages: ['node:*'],
  },
  /** Computed from what was measured: it knows nothing of the server but its figures. */
  'bench/model': { at: 'bench/model/**', imports: ['bench'], packages: ['node:*'] },
};
