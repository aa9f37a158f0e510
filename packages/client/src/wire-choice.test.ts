import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Socket, SocketListener } from './platform.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';
import { BLOCKED_MS, OPEN_MS_MAX, streamAddress, TELLING_MS_MIN, WireChoice } from './wire-choice.ts';

type Wire = 'webSocket' | 'stream';

/** Whoever connects again and again, on ways that do what a test says. */
class Journey {
  readonly clock = new ManualClock();
  /** Which way each try went. */
  readonly tries: Wire[] = [];
  readonly closed: number[] = [];
  heard: string[] = [];
  answers = true;
  #listener: SocketListener | null = null;
  #socket: Socket | null = null;
  readonly #choice = new WireChoice({
    clock: this.clock,
    webSocket: (_url, listener) => this.#go('webSocket', listener),
    stream: (_url, listener) => this.#go('stream', listener),
    answersHttp: () => Promise.resolve(this.answers),
  });

  try(): Wire | undefined {
    this.#socket = this.#choice.connect('wss://house.example/ws', {
      opened: () => {},
      received: (text) => this.heard.push(text),
      closed: (code) => this.closed.push(code),
    });
    return this.tries.at(-1);
  }

  get on(): SocketListener {
    assert.ok(this.#listener);
    return this.#listener;
  }

  /** A try that comes to nothing. */
  async fail(): Promise<Wire | undefined> {
    const wire = this.try();
    this.on.closed(1006);
    await settle();
    return wire;
  }

  /** A try that is welcomed, and is lost later. */
  async succeed(): Promise<Wire | undefined> {
    const wire = this.try();
    this.on.opened();
    this.on.received('welcome');
    this.on.closed(1006);
    await settle();
    return wire;
  }

  giveUp(): void {
    this.#socket?.close();
  }

  #go(wire: Wire, listener: SocketListener): Socket {
    this.tries.push(wire);
    this.#listener = listener;
    return { send: () => {}, close: () => {} };
  }
}

test('the address of streams is beside that of WebSockets', () => {
  assert.equal(streamAddress('wss://house.example/ws'), 'https://house.example/stream');
  assert.equal(streamAddress('ws://localhost:8080/below/ws'), 'http://localhost:8080/below/stream');
});

test('two WebSockets that come to nothing while HTTP is answered are followed by a stream, and that by streams', async () => {
  const journey = new Journey();
  assert.equal(await journey.fail(), 'webSocket');
  assert.equal(await journey.fail(), 'webSocket');
  for (let tries = 0; tries < 3; tries++) assert.equal(await journey.succeed(), 'stream');
  assert.deepEqual(journey.heard, ['welcome', 'welcome', 'welcome']);
  assert.deepEqual(journey.closed, Array(5).fill(1006));
});

test('a server that is away is no reason to change', async () => {
  const journey = new Journey();
  journey.answers = false;
  for (let tries = 0; tries < 20; tries++) assert.equal(await journey.fail(), 'webSocket');
});

test('WebSockets that were heard are none that are blocked', async () => {
  const journey = new Journey();
  for (let tries = 0; tries < 5; tries++) {
    assert.equal(await journey.fail(), 'webSocket');
    assert.equal(await journey.succeed(), 'webSocket');
  }
});

test('after ten minutes one WebSocket is tried; if it is heard there are no more streams', async () => {
  const journey = new Journey();
  await journey.fail();
  await journey.fail();
  assert.equal(await journey.succeed(), 'stream');
  await journey.clock.advance(BLOCKED_MS - 1);
  assert.equal(await journey.succeed(), 'stream');
  await journey.clock.advance(1);
  assert.equal(await journey.fail(), 'webSocket');
  assert.equal(await journey.succeed(), 'stream', 'one was enough to see that nothing has changed');
  await journey.clock.advance(BLOCKED_MS);
  for (let tries = 0; tries < 3; tries++) assert.equal(await journey.succeed(), 'webSocket');
});

test('a network that is away for a while is no reason to doubt that it blocks WebSockets', async () => {
  const journey = new Journey();
  await journey.fail();
  await journey.fail();
  assert.equal(await journey.succeed(), 'stream');
  journey.answers = false;
  for (let tries = 0; tries < 5; tries++) assert.equal(await journey.fail(), 'stream');
  journey.answers = true;
  assert.equal(await journey.succeed(), 'stream');
});

test('a stream that comes to nothing while HTTP is answered is followed by a WebSocket', async () => {
  const journey = new Journey();
  await journey.fail();
  await journey.fail();
  assert.equal(await journey.succeed(), 'stream');
  assert.equal(await journey.fail(), 'stream');
  assert.equal(await journey.succeed(), 'webSocket');
});

test('a WebSocket that is held up on the way is given up soon, if HTTP is answered', async () => {
  const journey = new Journey();
  journey.try();
  await journey.clock.advance(OPEN_MS_MAX);
  await settle();
  assert.deepEqual(journey.closed, [1006]);
  assert.equal(await journey.succeed(), 'stream');
});

test('a WebSocket that is slow to open because the server is, is waited for', async () => {
  const journey = new Journey();
  journey.answers = false;
  journey.try();
  await journey.clock.advance(3 * OPEN_MS_MAX);
  await settle();
  assert.deepEqual(journey.closed, []);
  journey.on.opened();
  journey.on.received('welcome');
  assert.deepEqual(journey.heard, ['welcome']);
});

test('WebSockets that open and then say nothing, until they are given up, are blocked too', async () => {
  const journey = new Journey();
  for (let tries = 0; tries < 2; tries++) {
    assert.equal(journey.try(), 'webSocket');
    journey.on.opened();
    await journey.clock.advance(TELLING_MS_MIN);
    journey.giveUp();
    await settle();
  }
  assert.equal(await journey.succeed(), 'stream');
});

test('who connects anew again and again by themselves finds nothing out', async () => {
  const journey = new Journey();
  for (let tries = 0; tries < 5; tries++) {
    assert.equal(journey.try(), 'webSocket');
    journey.on.opened();
    journey.giveUp();
    await settle();
  }
});
