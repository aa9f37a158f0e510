/** Changes to a map that can still be dropped. Without `commit` the map never knows. */
export class Staged<Key, Value> {
  readonly #base: Map<Key, Value>;
  readonly #changed = new Map<Key, Value>();

  constructor(base: Map<Key, Value>) {
    this.#base = base;
  }

  get(key: Key): Value | undefined {
    return this.#changed.get(key) ?? this.#base.get(key);
  }

  set(key: Key, value: Value): void {
    this.#changed.set(key, value);
  }

  commit(): void {
    for (const [key, value] of this.#changed) this.#base.set(key, value);
  }
}
