import { createInterface } from 'node:readline';
import { NatsBus } from '@teahouse/server/bus/nats/nats-bus';
import { PostgresArchive } from '@teahouse/server/storage/postgres/postgres-archive';

/** What a node does to itself when it is told to. */
export type Order =
  /** Its clock goes wrong by so much, from now on. */
  | { readonly clockOffByMs: number }
  /** It dies after the next commit, before anybody is shown what was committed or answered. */
  | { readonly dies: 'after the next commit' }
  /** What it reads of the store to continue somebody it has in hand for up to so long before it goes on. */
  | { readonly readingMsMax: number };

// Loaded into a node before the node itself is. Until it is told something, nothing is different.
let clockOffByMs = 0;
let dies = false;
let readingMsMax = 0;

createInterface({ input: process.stdin }).on('line', (line) => {
  const order = JSON.parse(line) as Order;
  if ('clockOffByMs' in order) clockOffByMs = order.clockOffByMs;
  else if ('dies' in order) dies = true;
  else readingMsMax = order.readingMsMax;
});

const rightTime = Date.now;
Date.now = () => rightTime() + clockOffByMs;

const { publish } = NatsBus.prototype;
NatsBus.prototype.publish = function (events) {
  if (dies && events.length > 0) process.kill(process.pid, 'SIGKILL');
  publish.call(this, events);
};

const { roomsOf, head, check, recent, eventsAfter } = PostgresArchive.prototype;
PostgresArchive.prototype.roomsOf = slowly(roomsOf);
PostgresArchive.prototype.head = slowly(head);
PostgresArchive.prototype.check = slowly(check);
PostgresArchive.prototype.recent = slowly(recent);
PostgresArchive.prototype.eventsAfter = slowly(eventsAfter);

function slowly<Asked extends unknown[], Answer>(
  read: (this: PostgresArchive, ...asked: Asked) => Promise<Answer>,
): (this: PostgresArchive, ...asked: Asked) => Promise<Answer> {
  return async function (...asked) {
    const answer = await read.apply(this, asked);
    if (readingMsMax > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      setTimeout(resolve, Math.random() * readingMsMax);
      await promise;
    }
    return answer;
  };
}
