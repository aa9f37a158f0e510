import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { event, ROOM } from '../bus/bus-contract.ts';
import { InProcessBus } from '../bus/in-process.ts';
import { UNCONFIRMED_BYTES_MAX } from '../bus/unconfirmed.ts';
import { House } from '../testing/house.ts';
import { Admissions } from '../transport/admission.ts';
import { Desk } from './desk.ts';
import { type EventColumns, fromColumns } from './event-columns.ts';
import type { Item } from './line.ts';
import { Steps } from './steps.ts';
import { Switchboard } from './switchboard.ts';

/** The desks of one house; a test is the gateways. */
function setUp() {
  const bus = new InProcessBus();
  const { services, clock, presence } = new House({ bus });
  const admission = new Admissions(10);
  const house = {
    ...{ engine: services.engine, archive: services.archive, bus, presence, admission, isShared: false },
    takePresence: () => {},
    busStatus: () => null,
    metrics: async () => '',
  };
  const switchboard = new Switchboard(house);
  const steps = new Steps(clock, 0);
  const open = () =>
    new Gateway(
      (port) =>
        new Desk({
          house,
          switchboard,
          port,
          inStep: steps.join(),
          onTrouble: (error) => assert.fail(String(error)),
        }),
    );
  const turn = async () => {
    await new Promise(setImmediate);
    clock.turn();
  };
  return { bus, presence, admission, open, turn };
}

class Gateway {
  readonly heard: Item[] = [];
  readonly desk: Desk;
  #receive: (items: readonly Item[]) => void = () => assert.fail();

  constructor(open: (port: ConstructorParameters<typeof Desk>[0]['port']) => Desk) {
    this.desk = open({
      postMessage: (items) => this.heard.push(...items),
      on: (_event, listener) => {
        this.#receive = listener;
      },
    });
  }

  say(...items: readonly Item[]): void {
    this.#receive(items);
  }

  tell(told: string, ...given: unknown[]): void {
    this.say({ told, given });
  }

  /** Answers all that it was asked: it has taken, and written, what it was told. */
  settle(): void {
    for (const item of this.heard) if ('asked' in item) this.say({ n: item.n, answer: undefined });
  }

  get told(): string[] {
    return this.heard.filter((item) => 'told' in item).map(({ told }) => told);
  }

  /** The seqs of the events that came. */
  get seqs(): number[] {
    const events = this.heard.filter((item) => 'told' in item && item.told === 'events');
    return events
      .flatMap((item) => fromColumns((item as unknown as { given: [EventColumns] }).given[0]))
      .map(({ seq }) => seq);
  }
}

test('events of one turn cross together, to the gateways that listen', async () => {
  const { bus, open, turn } = setUp();
  const [one, other] = [open(), open()];
  one.tell('listen', LOBBY);
  other.tell('listen', ROOM);
  bus.publish([event(LOBBY, 1), event(LOBBY, 2)]);
  bus.publish([event(LOBBY, 3)]);
  await turn();
  assert.deepEqual([one.seqs, one.told], [[1, 2, 3], ['events']]);
  assert.deepEqual(other.told, []);
});

test('[S10] a gateway that does not take what it is told is told how far streams have come, once it does', async () => {
  const { bus, open, turn } = setUp();
  const gateway = open();
  gateway.tell('listen', LOBBY);
  const bytes = new Uint8Array(UNCONFIRMED_BYTES_MAX / 4);
  for (let seq = 1; seq <= 9; seq++) bus.publish([event(LOBBY, seq, bytes)]);
  await turn();
  assert.deepEqual(gateway.seqs, [1, 2, 3, 4], 'what waits for it has a bound');
  assert.ok(!gateway.told.includes('head'));
  gateway.settle();
  await turn();
  const heads = gateway.heard.filter((item) => 'told' in item && item.told === 'head');
  assert.deepEqual(heads, [{ told: 'head', given: [LOBBY, 9] }]);
});

test('a gateway is handed nothing more before it has written what it was handed', async () => {
  const { bus, open, turn } = setUp();
  const gateway = open();
  gateway.tell('listen', LOBBY);
  bus.publish([event(LOBBY, 1)]);
  await turn();
  bus.publish([event(LOBBY, 2)]);
  bus.publish([event(LOBBY, 3)]);
  await turn();
  assert.deepEqual(gateway.seqs, [1]);
  gateway.settle();
  await turn();
  assert.deepEqual(
    [gateway.seqs, gateway.told],
    [
      [1, 2, 3],
      ['events', 'events'],
    ],
  );
});

test('a word goes to the other gateways that listen, and not back', async () => {
  const { open, turn } = setUp();
  const [from, other, elsewhere] = [open(), open(), open()];
  for (const gateway of [from, other]) gateway.tell('listen', LOBBY);
  elsewhere.tell('listen', ROOM);
  from.tell('pass', LOBBY, Buffer.from('茶'));
  await turn();
  assert.deepEqual([from.told, other.told, elsewhere.told], [[], ['passing'], []]);
});

test('when a gateway dies all that its connections held is let go, and nobody else’s', async () => {
  const { bus, presence, admission, open, turn } = setUp();
  const [dies, lives] = [open(), open()];
  const [ming, lee] = ['u_ming', 'u_lee'].map((id) => ({ id: id as never }));
  for (const gateway of [dies, lives]) {
    gateway.tell('listen', LOBBY);
    gateway.tell('enter', LOBBY, ming);
    gateway.tell('watch', LOBBY);
    for (let n = 1; n <= 5; n++) gateway.say({ asked: 'admit', n, given: ['::1'] });
  }
  for (let count = 0; count < 2; count++) dies.tell('enter', LOBBY, lee);
  assert.equal(admission.enter('::1'), false);
  dies.desk[Symbol.dispose]();
  assert.deepEqual(presence.look(LOBBY), { count: 1, here: [ming] });
  for (let count = 0; count < 5; count++) assert.equal(admission.enter('::1'), true);
  assert.equal(admission.enter('::1'), false);
  bus.publish([event(LOBBY, 1)]);
  await turn();
  assert.deepEqual([dies.seqs, lives.seqs], [[], [1]]);
});
