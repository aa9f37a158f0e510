import { computed, type ReadonlySignal } from '@preact/signals';
import type { Hash } from '../platform/hash.ts';
import { hashOf, type Route, routeOf, upFrom } from './route.ts';

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

  /** Going back does not lead to where the reader is now. */
  replace(route: Route): void {
    this.#hash.replace(hashOf(route));
  }

  /** Closes what is open last: the panel, then the room. */
  up(): void {
    this.#hash.up(hashOf(upFrom(this.route.value)));
  }
}
