import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CloseName } from '@teahouse/protocol/close-codes';
import { HEARTBEAT_INTERVAL_MS } from '@teahouse/protocol/limits';
import { ManualClock } from '../testing/manual-clock.ts';
import { type Connection, Connections } from './connections.ts';

/** A client that answers, reads and leaves as a test says. */
class Client implements Connection {
  turn = 0;
  silentBeats = 0;
  answers = true;
  /** Whether its socket takes anything: if not, no heartbeat goes out. */
  reads = true;
  isTooSlow = false;
  beatsAtMs: number[] = [];
  byes: number[] = [];
  ended: CloseName[] = [];
  isCut = false;
  readonly #clock: ManualClock;
  #alive = true;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  readonly peer = {
    onText: () => {},
    onBinary: () => {},
    onClosed: () => {},
    heartbeat: () => this.#heartbeat(),
    bye: (reconnectAfterMs: number) => this.byes.push(reconnectAfterMs),
    isTooSlow: () => this.isTooSlow,
  };

  gaveSignOfLife(): boolean {
    const wasAlive = this.#alive;
    this.#alive = false;
    return wasAlive;
  }

  end(why: CloseName): void {
    this.ended.push(why);
  }

  terminate(): void {
    this.isCut = true;
  }

  #heartbeat(): boolean {
    if (!this.reads) return false;
    this.beatsAtMs.push(this.#clock.monotonicMs());
    this.#alive = this.answers;
    return true;
  }
}

function setUp(count = 1) {
  const clock = new ManualClock();
  const connections = new Connections(clock);
  const clients = [...Array(count)].map(() => new Client(clock));
  for (const client of clients) connections.add(client);
  return { clock, connections, clients, client: clients[0] ?? assert.fail() };
}

test('a connection that answers has a heartbeat each interval and stays', () => {
  const { clock, client } = setUp();
  clock.advance(HEARTBEAT_INTERVAL_MS * 10);
  assert.equal(client.beatsAtMs.length, 10);
  const pauses = client.beatsAtMs.slice(1).map((atMs, index) => atMs - (client.beatsAtMs[index] ?? 0));
  assert.ok(pauses.every((pauseMs) => pauseMs === HEARTBEAT_INTERVAL_MS));
  assert.deepEqual(client.ended, []);
});

test('[R30] heartbeats of those who came all at once are spread over the interval', () => {
  const { clock, clients } = setUp(1_000);
  clock.advance(HEARTBEAT_INTERVAL_MS);
  const perMoment = new Map<number, number>();
  for (const atMs of clients.flatMap(({ beatsAtMs }) => beatsAtMs)) {
    perMoment.set(atMs, (perMoment.get(atMs) ?? 0) + 1);
  }
  assert.ok(Math.max(...perMoment.values()) <= 50, `${Math.max(...perMoment.values())} beat at once`);
  assert.ok(clients.every(({ beatsAtMs }) => beatsAtMs.length === 1));
});

test('[R16] a connection that answers no heartbeat is closed after two of them', () => {
  const { clock, client } = setUp();
  client.answers = false;
  clock.advance(HEARTBEAT_INTERVAL_MS * 2);
  assert.deepEqual(client.ended, []);
  clock.advance(HEARTBEAT_INTERVAL_MS);
  assert.deepEqual(client.ended, ['silent']);
});

test('[R16] one answer is a new life', () => {
  const { clock, client } = setUp();
  for (let round = 0; round < 5; round++) {
    client.answers = false;
    clock.advance(HEARTBEAT_INTERVAL_MS);
    client.answers = true;
    clock.advance(HEARTBEAT_INTERVAL_MS);
  }
  assert.deepEqual(client.ended, []);
});

test('[FAN-1] who reads too slowly is told so, and not that they are silent', () => {
  const { clock, client } = setUp();
  client.reads = false;
  client.answers = false;
  clock.advance(HEARTBEAT_INTERVAL_MS * 3);
  assert.deepEqual(client.ended, [], 'nothing was asked, so nothing can be answered');
  client.isTooSlow = true;
  clock.advance(HEARTBEAT_INTERVAL_MS);
  assert.deepEqual(client.ended, ['slowReader']);
});

test('[R29] before a restart everyone is told to come back, spread over time', () => {
  const { connections, clients } = setUp(4);
  connections.byeToAll(2_000);
  assert.deepEqual(
    clients.flatMap(({ byes }) => byes).toSorted((one, other) => one - other),
    [0, 500, 1_000, 1_500],
  );
});

test('[R29] it is over when the last one is gone', async () => {
  const { clock, connections, clients } = setUp(2);
  const [one, other] = clients;
  let isOver = false;
  const over = connections.allGone(3_000).then(() => {
    isOver = true;
  });
  connections.remove(one ?? assert.fail());
  await new Promise(setImmediate);
  assert.equal(isOver, false);
  connections.remove(other ?? assert.fail());
  await over;
  assert.equal(clock.pending, 1, 'only the heartbeat is left');
});

test('[R29] those who do not go are cut', async () => {
  const { clock, connections, clients } = setUp(2);
  const over = connections.allGone(3_000);
  clock.advance(2_999);
  assert.deepEqual(
    clients.map(({ isCut }) => isCut),
    [false, false],
  );
  clock.advance(1);
  assert.deepEqual(
    clients.map(({ isCut }) => isCut),
    [true, true],
  );
  for (const client of clients) connections.remove(client);
  await over;
});

test('without connections it is over at once', async () => {
  const connections = new Connections(new ManualClock());
  await connections.allGone(3_000);
});

test('[S10] a connection that is gone leaves nothing behind, and one that never came changes nothing', () => {
  const { clock, connections, clients } = setUp(30);
  for (const client of clients) connections.remove(client);
  for (const client of clients) connections.remove(client);
  connections.remove(new Client(clock));
  assert.equal(connections.count, 0);
  clock.advance(HEARTBEAT_INTERVAL_MS * 3);
  assert.ok(clients.every(({ beatsAtMs }) => beatsAtMs.length === 0));
});

test('who starts the timer stops it', () => {
  const { clock, connections } = setUp();
  connections[Symbol.dispose]();
  assert.equal(clock.pending, 0);
});
