import { setTimeout as after } from 'node:timers/promises';
import type { Archive, StoredEvent } from '@teahouse/server/storage/archive';
import type { Appended, Log } from '@teahouse/server/storage/log';

/** A bug: what stands before the ports of a store to bring it about. */
export interface Plant {
  readonly log: (log: Log) => Log;
  readonly archive: (archive: Archive) => Archive;
}

/** How long an answer is ahead of its commit: about as long as a busy disk takes. */
const HASTE_MS = 100;

const NONE: Plant = { log: (log) => log, archive: (archive) => archive };

/** Bugs that `teahouse torture` must find. */
export const PLANTS: ReadonlyMap<string, Plant> = new Map([
  ['acknowledges-early', { ...NONE, log: acknowledgingEarly }],
  ['forgets-commands', { ...NONE, log: forgettingCommands }],
  ['skips-the-resume', { ...NONE, archive: skippingTheResume }],
]);

/** Answers, and shows, what is not on disk yet. */
function acknowledgingEarly(log: Log): Log {
  return {
    ...portOf(log),
    transaction: (work) =>
      new Promise((resolve, reject) => {
        const committed = log.transaction(async (transaction) => {
          const result = await work(transaction);
          resolve(result);
          await after(HASTE_MS);
          return result;
        });
        committed.catch(reject);
      }),
  };
}

/** Does not know that a command was done before, and does it again. */
function forgettingCommands(log: Log): Log {
  const unsigned = (appended: Appended): Appended => ({
    ...appended,
    events: appended.events.map((row) => ({ ...row, author: null })),
  });
  return {
    ...portOf(log),
    transaction: (work) =>
      log.transaction((transaction) =>
        work({
          load: (needs) => transaction.load(needs),
          done: async (commands) => commands.map(() => undefined),
          append: (appended) => transaction.append(unsigned(appended)),
        }),
      ),
  };
}

/** Leaves out an event where somebody is continued. */
function skippingTheResume(archive: Archive): Archive {
  return new Proxy(archive, {
    get(target, name) {
      if (name === 'recent') {
        return async (...asked: Parameters<Archive['recent']>) =>
          withoutSecondLast(await target.recent(...asked));
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function withoutSecondLast(events: readonly StoredEvent[]): readonly StoredEvent[] {
  return events.filter((_, index) => index !== events.length - 2);
}

function portOf(log: Log): Pick<Log, 'epoch' | 'close'> {
  return { epoch: log.epoch, close: () => log.close() };
}
