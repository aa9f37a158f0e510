import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StreamEvent } from '@teahouse/protocol/events';
import type { RoomId, StreamId } from '@teahouse/protocol/ids';
import fc from 'fast-check';
import type { Bus, CommittedEvent } from '../bus/bus.ts';
import { InProcessBus } from '../bus/in-process.ts';
import { type Guest, House } from '../testing/house.ts';
import { JsonClient } from '../testing/json-client.ts';

const ROOM = `r_${'r'.repeat(16)}` as RoomId;
/** Long enough that seventy of them are more than may wait for a slow reader. */
const LONG = '茶'.repeat(4_000);

const READS = ['userByToken', 'roomsOf', 'head', 'check', 'recent', 'eventsAfter'] as const;
const STEPS = ['leave', 'join', 'say', 'answer', 'turn', 'block', 'drain', 'subscribe', 'flood'] as const;
type Step = (typeof STEPS)[number];

interface Stay {
  readonly from: number;
  to: number;
}

/** A bus that, once it is late, brings nothing until it is told to. */
class LateBus extends InProcessBus {
  isLate = false;
  readonly #waiting: CommittedEvent[] = [];

  override publish(events: readonly CommittedEvent[]): void {
    if (this.isLate) this.#waiting.push(...events);
    else super.publish(events);
  }

  deliver(): void {
    super.publish(this.#waiting.splice(0));
  }
}

/** Ming speaks in a room, Lee goes in and out from one device, and another of Lee's devices is watched. */
class Scene {
  readonly house: House;
  readonly ming: Guest;
  readonly lee: Guest;
  readonly client: JsonClient;

  private constructor(house: House, ming: Guest, lee: Guest) {
    this.house = house;
    this.ming = ming;
    this.lee = lee;
    this.client = new JsonClient(house);
  }

  static async open(bus: Bus = new InProcessBus()): Promise<Scene> {
    const house = await House.open({ bus });
    const scene = new Scene(house, await house.guest('Ming'), await house.guest('Lee'));
    await house.do(scene.ming.user, {
      type: 'create_room',
      room: ROOM,
      name: 'x',
      kind: 'open',
      members: [],
    });
    await house.do(scene.lee.user, { type: 'join', room: ROOM });
    return scene;
  }

  async take(step: Step): Promise<void> {
    const { house, client, lee, ming } = this;
    if (step === 'leave' || step === 'join') void house.submit(lee.user, { type: step, room: ROOM });
    if (step === 'say') void house.submit(ming.user, { type: 'send', room: ROOM, text: 'x' });
    if (step === 'flood') {
      for (let count = 0; count < 75; count++)
        void house.submit(ming.user, { type: 'send', room: ROOM, text: LONG });
    }
    if (step === 'answer') house.slow.releaseOne();
    if (step === 'block') client.wire.sink.isFull = true;
    if (step === 'drain') client.wire.sink.drain();
    if (step === 'subscribe') this.#subscribe();
    await new Promise(setImmediate);
    house.clock.turn();
  }

  /** As a client does that found a hole: from the last event it has. */
  #subscribe(): void {
    const { seq, id } = this.client.events(ROOM).at(-1) ?? { seq: 0, id: '' };
    const position = { epoch: this.house.services.archive.epoch, seq, id };
    if (seq > 0) this.client.send({ type: 'subscribe', id: 's', room: ROOM, position });
  }

  /** Nothing is in the way any more. */
  async rest(): Promise<void> {
    this.house.slow.release();
    await this.house.settle();
    while (this.client.wire.sink.isWaitedFor) {
      this.client.wire.sink.drain();
      await this.house.settle();
    }
  }

  async log(stream: StreamId): Promise<StreamEvent[]> {
    const archive = this.house.store.openArchive();
    const events: StreamEvent[] = [];
    for (let more = true; more; ) {
      const page = await archive.eventsAfter(stream, { reader: 'server', after: events.length, limit: 500 });
      for (const { bytes } of page?.events ?? []) events.push(JSON.parse(Buffer.from(bytes).toString()));
      more = events.length < (page?.head ?? 0);
    }
    return events;
  }

  /** The times in the room, as seqs. */
  async stays(): Promise<Stay[]> {
    const stays: Stay[] = [];
    for (const event of await this.log(this.lee.user)) {
      if (event.type === 'room_joined' && event.room === ROOM)
        stays.push({ from: event.joined, to: Number.POSITIVE_INFINITY });
      const last = stays.at(-1);
      if (event.type === 'room_left' && event.room === ROOM && last) last.to = event.left;
    }
    return stays;
  }
}

for (const method of READS.filter((read) => read !== 'eventsAfter')) {
  test(`[R18] [LOG-5] whoever leaves while ${method} is answered is shown nothing that follows`, async () => {
    const scene = await Scene.open();
    scene.house.slow.hold(method);
    const epoch = scene.house.services.archive.epoch;
    const resume = { [ROOM]: { epoch, seq: 1, id: 't4' } };
    scene.client.send({ type: 'hello', token: scene.lee.token, resume });
    await scene.house.settle();
    await scene.house.do(scene.lee.user, { type: 'leave', room: ROOM });
    scene.house.slow.release();
    await scene.house.settle();
    await scene.house.say(scene.ming.user, 'secret', ROOM);
    assert.ok(
      scene.client.seqs(ROOM).every((seq) => seq <= 3),
      `${scene.client.seqs(ROOM)}`,
    );
    await scene.client.say({ type: 'subscribe', id: 's', room: ROOM });
    assert.equal(scene.client.last('error')?.code, 'not_a_member');
  });

  test(`[SYNC-3] whoever enters while ${method} is answered misses nothing`, async () => {
    const scene = await Scene.open();
    await scene.house.do(scene.lee.user, { type: 'leave', room: ROOM });
    scene.house.slow.hold(method);
    const epoch = scene.house.services.archive.epoch;
    const resume = { [scene.lee.user]: { epoch, seq: 1, id: 't3' } };
    scene.client.send({ type: 'hello', token: scene.lee.token, resume });
    await scene.house.settle();
    await scene.house.do(scene.lee.user, { type: 'join', room: ROOM });
    await scene.house.say(scene.ming.user, 'a', ROOM);
    scene.house.slow.release();
    await scene.house.settle();
    await scene.house.say(scene.ming.user, 'b', ROOM);
    const { rooms } = scene.client.last('welcome') ?? assert.fail();
    const head = rooms.find(({ room }) => room === ROOM)?.head ?? 3;
    assert.deepEqual(
      scene.client.seqs(ROOM),
      [4, 5, 6].filter((seq) => seq > head),
    );
  });
}

test('[R18] [BUS-1] what the bus brings of the own stream after it was read at hello changes nothing any more', async () => {
  const bus = new LateBus();
  const scene = await Scene.open(bus);
  const { house, lee, client } = scene;
  await JsonClient.enter(house, lee);
  house.slow.hold('roomsOf');
  client.send({ type: 'hello', token: lee.token });
  await house.settle();
  await house.do(lee.user, { type: 'rename', name: 'Li' });
  bus.isLate = true;
  await house.do(lee.user, { type: 'leave', room: ROOM });
  await house.do(lee.user, { type: 'join', room: ROOM });
  house.slow.release();
  await house.settle();
  bus.deliver();
  await house.settle();
  const { rooms } = client.last('welcome') ?? assert.fail();
  const head = rooms.find(({ room }) => room === ROOM)?.head ?? assert.fail();
  assert.ok(client.seqs(ROOM).every((seq) => seq > head));
});

test('[R18] who left while their own stream was too far behind may not come back to the room', async () => {
  const scene = await Scene.open();
  const { house, lee, client } = scene;
  for (let seq = 1; seq <= 600; seq++) void house.submit(lee.user, { type: 'rename', name: `Lee ${seq}` });
  await house.settle();
  const epoch = house.services.archive.epoch;
  await client.say({ type: 'hello', token: lee.token, resume: { [lee.user]: { epoch, seq: 1, id: 't3' } } });
  assert.equal(client.last('behind')?.room, lee.user);
  await house.do(lee.user, { type: 'leave', room: ROOM });
  await house.say(scene.ming.user, 'secret', ROOM);
  await client.say({ type: 'subscribe', id: 's', room: ROOM });
  assert.equal(client.last('error')?.code, 'not_a_member');
  assert.ok(client.seqs(ROOM).every((seq) => seq <= (client.seqs(ROOM).at(-1) ?? 0)));
  assert.equal(client.events(ROOM).at(-1)?.type, 'left');
});

test('[R18] [SYNC-3] however leaving, entering and late answers fall together, each stay is shown and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...STEPS.filter((step) => step !== 'flood')), { maxLength: 30, size: 'max' }),
      check,
    ),
    { numRuns: 300 },
  );
});

test('[R18] [FAN-1] and so it is if the client reads too slowly', async () => {
  const steps = fc.constantFrom<Step>('block', 'flood', 'leave', 'join', 'say', 'drain', 'turn', 'answer');
  await fc.assert(fc.asyncProperty(fc.array(steps, { maxLength: 16, size: 'max' }), check), { numRuns: 40 });
});

async function check(steps: readonly Step[]): Promise<void> {
  const scene = await Scene.open();
  for (const method of READS) scene.house.slow.hold(method);
  scene.client.send({ type: 'hello', token: scene.lee.token });
  for (const step of steps) await scene.take(step);
  await scene.rest();
  const welcome = scene.client.last('welcome') ?? assert.fail();
  const head = welcome.rooms.find(({ room }) => room === ROOM)?.head ?? 0;
  const stays = await scene.stays();
  const mayLookBack = steps.includes('subscribe');
  const copy = fold(scene.client.seqs(ROOM), head, stays, mayLookBack);
  const last = stays.at(-1);
  if (!last || last.to !== Number.POSITIVE_INFINITY) return;
  const behind = scene.client.all('behind').findLast(({ room }) => room === ROOM);
  const level = behind?.after ?? (await scene.log(ROOM)).length;
  assert.equal(Math.max(copy, last.from - 1), level, 'the copy is level with the log');
}

/**
 * Applies events as a client does, which must find neither a hole nor an event outside of its times in the
 * room. Who is in the room again may look back at what happened meanwhile, by asking to be shown it.
 */
function fold(seqs: readonly number[], head: number, stays: readonly Stay[], mayLookBack: boolean): number {
  let copy = head;
  for (const seq of seqs) {
    const stay = stays.find(({ to }) => seq <= to);
    assert.ok(stay && (seq >= stay.from || mayLookBack), `${seq} is in none of their times in the room`);
    if (seq <= copy) continue;
    assert.ok(seq === copy + 1 || seq === stay.from, `${seq} follows ${copy}`);
    copy = seq;
  }
  return copy;
}
