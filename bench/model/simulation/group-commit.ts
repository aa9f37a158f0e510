import type { Clockwork } from './clockwork.ts';
import type { Message } from './message.ts';
import type { Store } from './store.ts';

/** As in `packages/server/src/engine/group-commit.ts`. */
const MESSAGES_PER_COMMIT_MAX = 2_000;

/** What arrived while the last commit ran goes into the next one. */
export class GroupCommit {
  commits = 0;
  messages = 0;
  readonly #clockwork: Clockwork;
  readonly #store: Store;
  readonly #onCommitted: (batch: readonly Message[]) => void;
  #waiting: Message[] = [];
  #isRunning = false;

  constructor(clockwork: Clockwork, store: Store, onCommitted: (batch: readonly Message[]) => void) {
    this.#clockwork = clockwork;
    this.#store = store;
    this.#onCommitted = onCommitted;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  submit(message: Message): void {
    this.#waiting.push(message);
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#clockwork.after(0, () => this.#run());
  }

  #run(): void {
    const batch = this.#waiting.splice(0, MESSAGES_PER_COMMIT_MAX);
    this.#isRunning = batch.length > 0;
    if (!this.#isRunning) return;
    this.commits++;
    this.messages += batch.length;
    this.#store.commit(batch, () => {
      this.#onCommitted(batch);
      this.#run();
    });
  }
}
