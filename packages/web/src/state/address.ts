import { computed, type ReadonlySignal } from '@preact/signals';
import type { Hash } from '../platform/hash.ts';
import { hashOf, type Route, routeOf } from './route.ts';

/** Where the reader is, by the address bar. */
export class Address {
  readonly route: ReadonlySignal<Route>;
  readonly #hash: Hash;

  constructor(hash: Hash) {
    this.#hash = hash;
    this.route = computed(() => routeOf(hash.current.value));
  }

  go(route: Route): void {
    this.#hash.go(hashOf(route));
  }
}
