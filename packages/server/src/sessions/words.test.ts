import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type StreamId } from '@teahouse/protocol/ids';
import type { Listener } from '../bus/bus.ts';
import { InProcessBus } from '../bus/in-process.ts';
import type { NodeId } from '../presence/words.ts';
import { House } from '../testing/house.ts';
import { JsonClient } from '../testing/json-client.ts';
import { encodeWord } from './words.ts';

/** The bus of one gateway of several: a test is the others. */
class PassingBus extends InProcessBus {
  readonly passed: { stream: StreamId; word: Uint8Array }[] = [];
  readonly #listeners = new Map<StreamId, Listener>();

  override pass(stream: StreamId, word: Uint8Array): void {
    this.passed.push({ stream, word });
  }

  override subscribe(stream: StreamId, listener: Listener): Disposable {
    this.#listeners.set(stream, listener);
    return super.subscribe(stream, listener);
  }

  tell(stream: StreamId, word: Uint8Array): void {
    this.#listeners.get(stream)?.onPassing(word);
  }
}

async function setUp() {
  const bus = new PassingBus();
  const house = await House.open({ bus });
  const [ming, lee] = [await house.guest('Ming'), await house.guest('Lee')];
  return { bus, house, ming, lee };
}

test('[BUS-1] who is typing at one gateway is seen at the others', async () => {
  const { bus, house, ming, lee } = await setUp();
  const typing = await JsonClient.enter(house, ming);
  await typing.say({ type: 'typing', room: LOBBY });
  const [passed, ...more] = bus.passed;
  assert.ok(passed && more.length === 0);
  typing.close();
  const other = await JsonClient.enter(house, lee);
  const device = await JsonClient.enter(house, ming);
  bus.tell(passed.stream, passed.word);
  await house.settle();
  assert.deepEqual(other.all('typing').at(-1), {
    type: 'typing',
    room: LOBBY,
    users: [{ id: ming.user, name: 'Ming' }],
  });
  assert.deepEqual(device.all('typing'), [], 'nobody is told of themselves');
});

test('typing in a room that one is not in is passed to nobody', async () => {
  const { bus, house, ming } = await setUp();
  const client = await JsonClient.enter(house, ming);
  await client.say({ type: 'typing', room: `r_${'x'.repeat(16)}` });
  assert.deepEqual(bus.passed, []);
});

test('what another node says of presence is taken where it is kept, for a room and not for a person’s own stream', async () => {
  const { bus, house, lee } = await setUp();
  await JsonClient.enter(house, lee);
  const word = { node: 'another' as NodeId, says: 'still', version: 1 } as const;
  for (const stream of [LOBBY, lee.user]) bus.tell(stream, encodeWord({ kind: 'presence', word }));
  assert.deepEqual(house.presenceWords, [{ room: LOBBY, word }]);
});

test('a word that only a later version understands does no harm', async () => {
  const { bus, house, lee } = await setUp();
  const client = await JsonClient.enter(house, lee);
  for (const kind of ['of later', 'constructor', '__proto__'])
    bus.tell(LOBBY, Buffer.from(JSON.stringify({ kind })));
  await client.say({ type: 'rooms', id: 'r1' });
  assert.equal(client.last('rooms')?.id, 'r1');
  assert.deepEqual(house.troubles, []);
});
