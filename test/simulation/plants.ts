import type { StreamEvent } from '@teahouse/protocol/events';
import type { CommittedEvent } from '@teahouse/server/bus/bus';
import type { Feed } from '@teahouse/server/fanout/feed';
import type { Feeds } from '@teahouse/server/fanout/feeds';
import type { Archive } from '@teahouse/server/storage/archive';
import type { Appended, EventRow, Log } from '@teahouse/server/storage/log';
import type { Plant } from './server/plant.ts';

/** Bugs that a server may have, each put before one of its ports. */
export const PLANTS = {
  'LOG-1: acknowledges before the commit': {
    log: (log) => ({
      ...portOf(log),
      transaction: (work) =>
        new Promise((resolve, reject) => {
          log
            .transaction(async (transaction) => {
              const result = await work(transaction);
              resolve(result);
              return result;
            })
            .catch(reject);
        }),
    }),
  },
  'LOG-1: acknowledges what the disk had no room for': {
    engine: (engine) => ({
      submit: async (command) => {
        const outcome = await engine.submit(command);
        return outcome.ok || outcome.code !== 'storage_full' ? outcome : { ok: true, seq: 1 };
      },
    }),
  },
  'LOG-2: acknowledges the wrong seq': {
    engine: (engine) => ({
      submit: async (command) => {
        const outcome = await engine.submit(command);
        return outcome.ok && outcome.seq !== undefined ? { ...outcome, seq: outcome.seq + 1 } : outcome;
      },
    }),
  },
  'LOG-3: does a repeated command again': {
    log: (log) => appending(log, (appended) => appended, { forgets: true }),
  },
  'LOG-4: publishes before the commit': {
    log: (log, bus) =>
      appending(log, (appended) => {
        bus.publish(appended.events.map(published));
        return appended;
      }),
  },
  'LOG-5: does not notice who leaves': {
    bus: (bus) => ({
      subscribe: (stream, listener) => bus.subscribe(stream, listener),
      publish: (events) => bus.publish(events.map(unnoticed)),
      pass: (stream, word) => bus.pass(stream, word),
    }),
  },
  'R8: never answers who is present': {
    bus: (bus) => ({
      subscribe: (stream, listener) => bus.subscribe(stream, listener),
      publish: (events) => bus.publish(events),
      pass: (stream, word) => {
        if (!Buffer.from(word).includes('"says":"list"')) bus.pass(stream, word);
      },
    }),
  },
  'SYNC-1: resumes one event late': {
    feeds: (feeds) =>
      withFeeds(feeds, (feed) => {
        const attach = feed.attach.bind(feed);
        feed.attach = (subscriber, after) => attach(subscriber, Math.min(after + 1, feed.head.seq));
      }),
  },
  'SYNC-2: believes every position': {
    archive: (archive) => overriding(archive, { eraOf: () => archive.eraOf(archive.epoch) }),
  },
  'SYNC-3: has a gap in its ring': {
    feeds: (feeds) =>
      withFeeds(feeds, ({ ring }) => {
        const push = ring.push.bind(ring);
        ring.push = (event) => event.seq % 5 > 0 && push(event);
      }),
  },
  'SYNC-3: leaves out what it repairs': {
    archive: (archive) =>
      overriding(archive, {
        eventsAfter: async (stream, query) => {
          const page = await archive.eventsAfter(stream, query);
          return page && query.reader === 'server' ? { ...page, events: page.events.slice(1) } : page;
        },
      }),
  },
  'SYNC-4: forgets whom it told that they are mentioned': {
    log: (log) =>
      appending(log, (appended) => ({
        ...appended,
        changes: appended.changes.filter(({ row }) => row !== 'mention'),
      })),
  },
  'SYNC-4: forgets how far people have read': {
    log: (log) =>
      appending(log, (appended) => ({
        ...appended,
        changes: appended.changes.filter(({ row }) => row !== 'marker'),
      })),
  },
} as const satisfies Record<string, Plant>;

function portOf(log: Log): Pick<Log, 'epoch' | 'close'> {
  return { epoch: log.epoch, close: () => log.close() };
}

/** A log that changes what is appended. If it `forgets`, it never knows that a command was done before. */
function appending(
  log: Log,
  change: (appended: Appended) => Appended,
  { forgets }: { forgets: boolean } = { forgets: false },
): Log {
  return {
    ...portOf(log),
    transaction: (work) =>
      log.transaction((transaction) =>
        work({
          load: (needs) => transaction.load(needs),
          done: async (commands) => (forgets ? commands.map(() => undefined) : transaction.done(commands)),
          append: (appended) => transaction.append(change(appended)),
        }),
      ),
  };
}

function published({ stream, seq, bytes }: EventRow): CommittedEvent {
  const { id, type, by } = JSON.parse(Buffer.from(bytes).toString()) as StreamEvent;
  return { stream, seq, id, type, by, bytes };
}

function unnoticed(event: CommittedEvent): CommittedEvent {
  return event.type === 'left' || event.type === 'room_left' ? { ...event, type: 'read' } : event;
}

function withFeeds(feeds: Feeds, spoil: (feed: Feed) => void): Feeds {
  const spoilt = new WeakSet<Feed>();
  const open = feeds.open.bind(feeds);
  feeds.open = async (...asked) => {
    const feed = await open(...asked);
    if (!spoilt.has(feed)) spoil(feed);
    spoilt.add(feed);
    return feed;
  };
  return feeds;
}

function overriding(archive: Archive, methods: Partial<Archive>): Archive {
  return new Proxy(archive, {
    get(target, name) {
      const own: unknown = Reflect.get(methods, name);
      const value: unknown = own ?? Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(own ? methods : target) : value;
    },
  });
}
