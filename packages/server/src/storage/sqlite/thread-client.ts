import { Worker } from 'node:worker_threads';
import { StoreFailure } from '../log.ts';
import { fromPortable } from '../portable-error.ts';
import type { FromThread, Reply, ToThread } from './thread-messages.ts';

/** Questions that may wait for a thread. One more is refused with `storage_unavailable`. */
export const QUESTIONS_WAITING_MAX = 50_000;
/** Questions in one message, so that answers to it do not take too much memory at once. */
export const QUESTIONS_PER_MESSAGE_MAX = 32;

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

interface Parts {
  readonly entry: URL;
  readonly folder: string;
  /** The thread died, or the store failed for good. Called once. */
  readonly onFatal: (failure: StoreFailure) => void;
}

/**
 * What a store thread makes is short-lived; with much room for it, the thread would fill that room before it
 * tidies up, and keep it.
 */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 12 };

/**
 * The near end of a store's thread. What is asked while the thread works waits, and crosses as one
 * message when it is done. Each question is answered or rejected, also if the thread dies.
 */
export class ThreadClient<Ready, Question, Answer> {
  readonly #worker: Worker;
  readonly #onFatal: Parts['onFatal'];
  readonly #exited: Promise<void>;
  readonly #ready = Promise.withResolvers<Ready>();
  readonly #closed = Promise.withResolvers<void>();
  #waiting: Waiting<Question, Answer>[] = [];
  #asked: Waiting<Question, Answer>[] = [];
  #state: 'open' | 'closing' | 'gone' = 'open';
  #isSendingSoon = false;
  #failure: StoreFailure | null = null;

  constructor({ entry, folder, onFatal }: Parts) {
    this.#onFatal = onFatal;
    this.#closed.promise.catch(() => undefined);
    this.#ready.promise.catch(() => undefined);
    this.#worker = new Worker(entry, { workerData: { folder }, resourceLimits: RESOURCE_LIMITS });
    this.#worker.on('message', (message: FromThread<Ready, Answer>) => this.#receive(message));
    this.#worker.on('error', (error) => this.#die(error));
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#die(new Error('the thread of the store ended'));
        resolve();
      });
    });
  }

  /** What the thread says of the store once it is open. Rejects with a `StoreOpenError` if it cannot be. */
  get ready(): Promise<Ready> {
    return this.#ready.promise;
  }

  ask(question: Question): Promise<Answer> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#state !== 'open' || this.#waiting.length >= QUESTIONS_WAITING_MAX) {
      return Promise.reject(new StoreFailure('storage_unavailable', { fatal: false }));
    }
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.push({ question, resolve, reject });
    this.#sendSoon();
    return promise;
  }

  /** Answers what was asked, closes the store and ends the thread. */
  async close(): Promise<void> {
    if (this.#state === 'open') {
      this.#state = 'closing';
      this.#send();
    }
    await this.#exited;
    await this.#closed.promise;
  }

  /** After this turn's other questions, so that they go together. */
  #sendSoon(): void {
    if (this.#isSendingSoon) return;
    this.#isSendingSoon = true;
    queueMicrotask(() => {
      this.#isSendingSoon = false;
      this.#send();
    });
  }

  #send(): void {
    if (this.#asked.length > 0 || this.#state === 'gone') return;
    if (this.#waiting.length > 0) {
      this.#asked = this.#waiting.splice(0, QUESTIONS_PER_MESSAGE_MAX);
      this.#post({ questions: this.#asked.map(({ question }) => question) });
    } else if (this.#state === 'closing') {
      this.#post({ close: true });
    }
  }

  #post(message: ToThread<Question>): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromThread<Ready, Answer>): void {
    if ('ready' in message) this.#ready.resolve(message.ready);
    else if ('replies' in message) this.#answer(message.replies);
    else if ('refused' in message) this.#refuse(fromPortable(message.refused));
    else if (message.closed) this.#closed.reject(fromPortable(message.closed));
    else this.#closed.resolve();
  }

  /** There is no store to fail: the thread ends by itself, and that is no news. */
  #refuse(error: Error): void {
    this.#state = 'closing';
    this.#ready.reject(error);
  }

  #answer(replies: readonly Reply<Answer>[]): void {
    const asked = this.#asked;
    this.#asked = [];
    for (const [index, { resolve, reject }] of asked.entries()) {
      const reply = replies[index];
      if (reply?.ok) resolve(reply.answer);
      else reject(this.#noticed(reply ? fromPortable(reply.error) : new Error('a question got no reply')));
    }
    this.#send();
  }

  #noticed(error: Error): Error {
    if (error instanceof StoreFailure && error.fatal) this.#fail(error);
    return error;
  }

  #fail(failure: StoreFailure): void {
    if (this.#failure) return;
    this.#failure = failure;
    this.#onFatal(failure);
  }

  #die(cause: unknown): void {
    if (this.#state === 'gone') return;
    const wasClosing = this.#state === 'closing';
    this.#state = 'gone';
    const failure = new StoreFailure('storage_unavailable', { fatal: true, cause });
    const lost = [...this.#asked.splice(0), ...this.#waiting.splice(0)];
    this.#ready.reject(failure);
    this.#closed.resolve();
    for (const { reject } of lost) reject(failure);
    if (!wasClosing) this.#fail(failure);
  }
}
