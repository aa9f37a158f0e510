import type { Command } from '@teahouse/rules/command';
import type { Bus, CommittedEvent } from '../bus/bus.ts';
import { StoreFailure } from '../storage/log.ts';
import type { Commit, Committer, Engine, Outcome } from './engine.ts';

/** Commands that may wait for their commit. One more is refused with `overloaded`. */
export const COMMANDS_WAITING_MAX = 20_000;
/** Commands in one transaction; the others wait for the next. It bounds the time that one commit takes. */
export const COMMANDS_PER_COMMIT_MAX = 2_000;

interface Waiting {
  readonly command: Command;
  readonly answer: (outcome: Outcome) => void;
}

interface Deps {
  readonly committer: Committer;
  readonly bus: Pick<Bus, 'publish'>;
  /** Calls back after what has arrived already was taken in: `setImmediate`. */
  readonly soon: (callback: () => void) => void;
  /** The store is in a state that only a restart can mend. */
  readonly onFatal: (failure: StoreFailure) => void;
  /** A rule failed at a command: our bug. */
  readonly onBug: (error: unknown, command: Command) => void;
}

/**
 * Group commit: everything that arrived while the last commit ran goes into the next one, so that one
 * fsync serves many. One commit runs at a time.
 */
export class GroupCommit implements Engine {
  readonly #deps: Deps;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  submit(command: Command): Promise<Outcome> {
    if (this.#stopped) return Promise.resolve({ ok: false, code: 'shutting_down' });
    if (this.#waiting.length >= COMMANDS_WAITING_MAX) {
      return Promise.resolve({ ok: false, code: 'overloaded' });
    }
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.#waiting.push({ command, answer: resolve });
    this.#running ??= this.#run();
    return promise;
  }

  /** Takes no more commands; resolves when those that wait are answered. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    await new Promise<void>((resolve) => this.#deps.soon(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, COMMANDS_PER_COMMIT_MAX);
      await this.#commit(batch);
    }
    this.#running = null;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const commit = await this.#deps.committer.commit(batch.map(({ command }) => command));
      this.#deps.bus.publish(withBlobs(commit, batch));
      for (const [index, { answer }] of batch.entries()) {
        answer(commit.outcomes[index] ?? { ok: false, code: 'internal' });
      }
    } catch (error) {
      if (error instanceof StoreFailure) this.#refuse(batch, error);
      else await this.#commitEachAlone(batch, error);
    }
  }

  #refuse(batch: readonly Waiting[], failure: StoreFailure): void {
    for (const { answer } of batch) answer({ ok: false, code: failure.code });
    if (failure.fatal) this.#deps.onFatal(failure);
  }

  /** One command that our rules fail at must not take the others of its batch with it, nor the server. */
  async #commitEachAlone(batch: readonly Waiting[], error: unknown): Promise<void> {
    const [only, ...others] = batch;
    if (only && others.length === 0) {
      this.#deps.onBug(error, only.command);
      only.answer({ ok: false, code: 'internal' });
      return;
    }
    for (const waiting of batch) await this.#commit([waiting]);
  }
}

/** A file's bytes are here already and need not come back from the store to be shown. */
function withBlobs(commit: Commit, batch: readonly Waiting[]): readonly CommittedEvent[] {
  const blobs = new Map<string, Uint8Array>();
  for (const [index, { command }] of batch.entries()) {
    const outcome = commit.outcomes[index];
    if (command.type !== 'send' || !command.blob || !outcome?.ok) continue;
    blobs.set(`${outcome.stream} ${outcome.seq}`, command.blob.bytes);
  }
  if (blobs.size === 0) return commit.events;
  return commit.events.map((event) => {
    const blob = blobs.get(`${event.stream} ${event.seq}`);
    return blob ? { ...event, blob } : event;
  });
}
