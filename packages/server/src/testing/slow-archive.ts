import type { Archive } from '../storage/archive.ts';

type Method = Exclude<keyof Archive, 'epoch' | 'epochs' | 'eraOf' | 'close'>;

interface Held {
  readonly method: Method;
  readonly letGo: () => void;
}

/** An archive that reads at once, and whose answers come late, or fail, when a test says so. */
export class SlowArchive {
  readonly archive: Archive;
  /** What was asked, in order. */
  readonly asked: Method[] = [];
  /** Called after each read and before its answer: what happens here, the answer does not know. */
  afterRead: (method: Method) => void = () => {};
  readonly #failing = new Set<Method>();
  readonly #holding = new Set<Method>();
  #held: Held[] = [];

  constructor(archive: Archive) {
    this.archive = new Proxy(archive, {
      get: (target, name: keyof Archive) => {
        if (name === 'epoch' || name === 'epochs') return target[name];
        if (name === 'eraOf' || name === 'close') return target[name].bind(target);
        return (...args: never[]) => this.#answer(name, () => Reflect.apply(target[name], target, args));
      },
    });
  }

  count(method: Method): number {
    return this.asked.filter((asked) => asked === method).length;
  }

  fail(method: Method): void {
    this.#failing.add(method);
  }

  mend(): void {
    this.#failing.clear();
  }

  /** Answers to this wait from now on. */
  hold(method: Method): void {
    this.#holding.add(method);
  }

  /** The answers that wait come, in order, and those after them at once. */
  release(): void {
    this.#holding.clear();
    const held = this.#held;
    this.#held = [];
    for (const { letGo } of held) letGo();
  }

  /** The answer that has waited longest comes. False if none waits. */
  releaseOne(): boolean {
    const first = this.#held.shift();
    first?.letGo();
    return first !== undefined;
  }

  async #answer(method: Method, read: () => unknown): Promise<unknown> {
    this.asked.push(method);
    if (this.#failing.has(method)) throw new Error(`${method} fails`);
    const answer = await read();
    this.afterRead(method);
    if (this.#holding.has(method)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#held.push({ method, letGo: resolve });
      await promise;
    }
    return answer;
  }
}
