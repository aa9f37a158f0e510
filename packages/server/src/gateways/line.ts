import { fromPortable, type PortableError, toPortable } from '../storage/portable-error.ts';

type Name<Methods> = keyof Methods & string;
type Method = (...given: never[]) => unknown;
type Given<Of> = Of extends (...given: infer Arguments) => unknown ? Arguments : never;
type AnswerOf<Of> = Of extends (...given: never[]) => infer Result ? Awaited<Result> : never;

/** What crosses: something told or asked, or what became of what was asked. */
export type Item =
  | { readonly told: string; readonly given: readonly unknown[] }
  | { readonly asked: string; readonly n: number; readonly given: readonly unknown[] }
  | { readonly n: number; readonly answer: unknown }
  | { readonly n: number; readonly failed: PortableError };

/** The part of a `MessagePort` or `Worker` that a line uses. */
export interface Port {
  postMessage(message: readonly Item[]): void;
  on(event: 'message', listener: (message: readonly Item[]) => void): unknown;
}

interface Waiting {
  readonly done: (answer: unknown) => void;
  readonly failed: (error: Error) => void;
}

interface Parts<Ours> {
  readonly port: Port;
  readonly ours: Readonly<Ours>;
  /** Calls back after what has arrived already was taken in: `setImmediate`. */
  readonly soon: (callback: () => void) => void;
  /** Something that was told here failed. */
  readonly onTrouble: (error: unknown) => void;
}

/**
 * A line between two threads, each of which offers the other methods by name: those that answer are asked, the others told. What is said in one turn of the event loop crosses as one message, and is
 * taken in the order in which it was said: an answer never overtakes what was told before it.
 */
export class Line<Ours, Theirs> {
  readonly #port: Port;
  readonly #ours: Readonly<Ours>;
  readonly #soon: Parts<Ours>['soon'];
  readonly #onTrouble: Parts<Ours>['onTrouble'];
  readonly #waiting = new Map<number, Waiting>();
  #outgoing: (() => Item)[] = [];
  #asked = 0;
  #isCut = false;

  constructor({ port, ours, soon, onTrouble }: Parts<Ours>) {
    this.#port = port;
    this.#ours = ours;
    this.#soon = soon;
    this.#onTrouble = onTrouble;
    port.on('message', (items) => {
      for (const item of items) this.#take(item);
    });
  }

  tell<Which extends Name<Theirs>>(name: Which, ...given: Given<Theirs[Which]>): void {
    this.#say(() => ({ told: name, given }));
  }

  /** As `tell`, with what is known when the message is made: more may be added until then. */
  tellLate<Which extends Name<Theirs>>(name: Which, given: () => Given<Theirs[Which]>): void {
    this.#say(() => ({ told: name, given: given() }));
  }

  ask<Which extends Name<Theirs>>(
    name: Which,
    ...given: Given<Theirs[Which]>
  ): Promise<AnswerOf<Theirs[Which]>> {
    const { promise, resolve, reject } = Promise.withResolvers<AnswerOf<Theirs[Which]>>();
    this.askFor(name, given, resolve, reject);
    return promise;
  }

  /** As `ask`, for whoever must act on the answer before anything that was said after it is taken. */
  askFor<Which extends Name<Theirs>>(
    name: Which,
    given: Given<Theirs[Which]>,
    done: (answer: AnswerOf<Theirs[Which]>) => void,
    failed: (error: Error) => void = this.#onTrouble,
  ): void {
    const n = ++this.#asked;
    this.#waiting.set(n, { done: done as Waiting['done'], failed });
    this.#say(() => ({ asked: name, n, given }));
  }

  /** The other side is gone: whoever waits for it is told so, and nothing is said any more. */
  cut(why: Error): void {
    this.#isCut = true;
    this.#outgoing = [];
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { failed } of waiting) failed(why);
  }

  #say(item: () => Item): void {
    if (this.#isCut) return;
    if (this.#outgoing.length === 0) this.#soon(() => this.#send());
    this.#outgoing.push(item);
  }

  #send(): void {
    const items = this.#outgoing.map((item) => item());
    this.#outgoing = [];
    if (items.length > 0) this.#port.postMessage(items);
  }

  #take(item: Item): void {
    if (this.#isCut) return;
    if ('told' in item) this.#hear(item.told, item.given);
    else if ('asked' in item) void this.#answer(item.asked, item.n, item.given);
    else this.#settle(item);
  }

  #hear(name: string, given: readonly unknown[]): void {
    try {
      this.#call(name, given);
    } catch (error) {
      this.#onTrouble(error);
    }
  }

  async #answer(name: string, n: number, given: readonly unknown[]): Promise<void> {
    try {
      const result = this.#call(name, given);
      const answer = result instanceof Promise ? await result : result;
      this.#say(() => ({ n, answer }));
    } catch (error) {
      this.#say(() => ({ n, failed: toPortable(error) }));
    }
  }

  #settle(item: Extract<Item, { answer: unknown } | { failed: unknown }>): void {
    const waiting = this.#waiting.get(item.n);
    this.#waiting.delete(item.n);
    if ('failed' in item) waiting?.failed(fromPortable(item.failed));
    else waiting?.done(item.answer);
  }

  /** Both sides are of one program: a name that is not offered is a bug of ours. */
  #call(name: string, given: readonly unknown[]): unknown {
    const method = this.#ours[name as keyof Ours] as Method;
    return method(...(given as never[]));
  }
}
