import type { Command } from '@teahouse/rules/command';
import type { Commit, Committer } from '../../engine/engine.ts';
import type { Log } from '../log.ts';
import { packed } from '../packing.ts';
import { portable } from '../portable-command.ts';
import type { ThreadClient } from './thread-client.ts';
import type { Service } from './thread-server.ts';

type Batch = readonly Command[];
/** The committer has nothing to say when it is open. */
type Ready = null;
type Client = Pick<ThreadClient<Ready, Batch, Commit>, 'ask' | 'close'>;

/** The near half of a committer in a thread: a batch of commands crosses once, and a commit comes back. */
export class ThreadCommitter implements Committer {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  commit(commands: readonly Command[]): Promise<Commit> {
    return this.#client.ask(commands.map(portable));
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

/** The far half. */
export function committerService(log: Log, committer: Committer): Service<Ready, Batch, Commit> {
  return {
    ready: null,
    async answer(commands) {
      const { outcomes, events: scattered } = await committer.commit(commands);
      const events = packed(scattered);
      return { answer: { outcomes, events }, moved: events.map(({ bytes }) => bytes.buffer) };
    },
    close: () => log.close(),
  };
}
