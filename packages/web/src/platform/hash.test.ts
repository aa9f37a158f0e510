import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hash } from './hash.ts';

/** As much of a window as the address bar needs, with its history. */
class FakeWindow extends EventTarget {
  readonly entries: { state: unknown; hash: string }[];
  #at = 0;

  constructor(hash: string) {
    super();
    this.entries = [{ state: null, hash }];
  }

  get location(): { hash: string } {
    return { hash: this.#now.hash };
  }

  get history() {
    return {
      state: this.#now.state,
      pushState: (state: unknown, _: string, hash: string) => this.#add({ state, hash }),
      replaceState: (state: unknown, _: string, hash = this.#now.hash) => {
        this.entries[this.#at] = { state: structuredClone(state), hash };
      },
      back: () => this.step(-1),
    };
  }

  follow(hash: string): void {
    this.#add({ state: null, hash });
    this.dispatchEvent(new Event('hashchange'));
  }

  step(by: number): void {
    this.#at += by;
    this.dispatchEvent(new Event('hashchange'));
  }

  get hashes(): string[] {
    return this.entries.map(({ hash }) => hash);
  }

  get #now() {
    return this.entries[this.#at] ?? { state: null, hash: '' };
  }

  #add(entry: { state: unknown; hash: string }): void {
    this.entries.splice(this.#at + 1, Number.POSITIVE_INFINITY, entry);
    this.#at += 1;
  }
}

function opened(hash: string): { window: FakeWindow; bar: Hash } {
  const window = new FakeWindow(hash);
  return { window, bar: new Hash(window as unknown as Window, '#/first') };
}

test('a page opened without a place begins at the first one, which takes its place', () => {
  const { window, bar } = opened('');
  assert.equal(bar.current.value, '#/first');
  assert.deepEqual(window.hashes, ['#/first']);
});

test('going, and following a link, make places to go back to', () => {
  const { window, bar } = opened('#/a');
  bar.go('#/b');
  window.follow('#/c');
  assert.equal(bar.current.value, '#/c');
  window.step(-1);
  assert.equal(bar.current.value, '#/b');
  assert.deepEqual(window.hashes, ['#/a', '#/b', '#/c']);
});

test('up is one step back where the reader came from there, so that back and forward stay true', () => {
  const { window, bar } = opened('#/list');
  window.follow('#/room');
  bar.go('#/room?panel=files');
  bar.replace('#/room?panel=members');
  bar.up('#/room');
  assert.equal(bar.current.value, '#/room');
  bar.up('#/list');
  assert.equal(bar.current.value, '#/list');
  assert.deepEqual(window.hashes, ['#/list', '#/room', '#/room?panel=members']);
});

test('up from a place that was opened by its address takes the place of it', () => {
  const { window, bar } = opened('#/room?panel=files');
  bar.up('#/room');
  assert.equal(bar.current.value, '#/room');
  assert.deepEqual(window.hashes, ['#/room']);
});

test('coming back to the first place, nothing is taken for a link', () => {
  const { window, bar } = opened('#/room');
  window.follow('#/other');
  window.step(-1);
  bar.up('#/list');
  assert.deepEqual(window.hashes, ['#/list', '#/other']);
});
