import assert from 'node:assert/strict';
import type { RoomEvent, StreamEvent } from '@teahouse/protocol/events';
import { LOBBY, type StreamId, type UserId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import { createCommitter } from '../../../engine/batch.ts';
import type { Commit, Committer, Outcome } from '../../../engine/engine.ts';
import type { Asked } from '../../../testing/desk.ts';
import { commandId } from '../../contract/people.ts';
import type { Log, StoreFailure } from '../../log.ts';
import type { TimeLimits } from '../connection.ts';
import { openPostgresStore } from '../open-store.ts';

type Store = Awaited<ReturnType<typeof openPostgresStore>>;

let names = 0;
let commands = 0;

/** A node as far as the database sees it: a store that is open, and a committer. */
export class TestNode implements AsyncDisposable {
  readonly store: Store;
  readonly committer: Committer;
  /** What it was told that only a restart can mend. */
  readonly fatal: StoreFailure[];
  /** How often work was begun. More often than it was asked for means that it was done again. */
  runs = 0;

  static async open(url: string, limits?: TimeLimits): Promise<TestNode> {
    const fatal: StoreFailure[] = [];
    const store = await openPostgresStore({
      url,
      randomName: () => `name${++names}`,
      onFatal: (failure) => fatal.push(failure),
      ...(limits && { limits }),
    });
    return new TestNode(store, fatal);
  }

  private constructor(store: Store, fatal: StoreFailure[]) {
    this.store = store;
    this.fatal = fatal;
    this.committer = createCommitter(this.#counted(store.log), { nowMs: () => 1_795_394_704_123 });
  }

  /** Makes the lobby, and people who are in it. */
  async settle(...people: readonly UserId[]): Promise<void> {
    const tokenHash = (user: UserId) => Buffer.from(user.padEnd(32).slice(0, 32));
    await this.commit({ type: 'open_lobby', author: HOUSE });
    for (const author of people)
      await this.commit({ type: 'register', author, tokenHash: tokenHash(author) });
  }

  async commit(...asked: readonly Asked<Command>[]): Promise<Commit> {
    const batch = asked.map((one) => ({ id: commandId(`auto${++commands}`), ...one }) as Command);
    return this.committer.commit(batch);
  }

  /** One command, and what became of it. */
  async do(asked: Asked<Command>): Promise<Outcome> {
    const [outcome] = (await this.commit(asked)).outcomes;
    assert.ok(outcome);
    return outcome;
  }

  async events<Event extends StreamEvent = RoomEvent>(stream: StreamId = LOBBY): Promise<Event[]> {
    const { archive } = this.store;
    const events: Event[] = [];
    for (;;) {
      const query = { reader: 'server', after: events.length, limit: 10_000 } as const;
      const page = await archive.eventsAfter(stream, query);
      if (!page || page.events.length === 0) return events;
      events.push(...page.events.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as Event));
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.store.close();
  }

  #counted(log: Log): Log {
    return {
      epoch: log.epoch,
      transaction: (work) =>
        log.transaction((transaction) => {
          this.runs++;
          return work(transaction);
        }),
      close: () => log.close(),
    };
  }
}
