import type { CommandId, RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { CommittedEvent } from '@teahouse/server/bus/bus';
import { decode, encodeEvent, ORIGIN_BYTES } from '@teahouse/server/bus/nats/message';
import { Seal } from '@teahouse/server/bus/nats/seal';
import { NatsServer } from '@teahouse/server/bus/nats/testing/nats-server';
import { cpuSeconds } from '../support/cpu.ts';
import { markedText, nowMicros } from '../support/mark.ts';
import { idLetters } from './letters.ts';
import { CLUSTER, NodeOnBus, SECRET } from './node-on-bus.ts';
import type { UnitCosts } from './unit-costs.ts';

const MESSAGES = 40_000;
/** As in a batch of a busy node. */
const AT_ONCE = 100;

/** What one event costs on its way to another node, at each of the three that touch it. */
export async function busMessages(): Promise<UnitCosts> {
  await using server = await NatsServer.start();
  const costs: UnitCosts = { 'bus: bytes of a message on its way': sealedBytes() };
  const silent = await carried(server, 0);
  const heard = await carried(server, 1);
  costs['bus: CPU µs to seal and hand over a message'] = silent.node / MESSAGES;
  costs['bus: NATS, CPU µs a message in'] = silent.nats / MESSAGES;
  costs['bus: CPU µs to take a message, check and decode it'] = (heard.node - silent.node) / MESSAGES;
  costs['bus: NATS, CPU µs a message out'] = (heard.nats - silent.nats) / MESSAGES;
  costs['bus: CPU µs of sealing alone'] = sealingMicros();
  return costs;
}

/** What clients are shown of a message of 100 bytes, as it is stored. */
const STORED = Buffer.from(
  JSON.stringify({
    type: 'message',
    room: streamOf(0),
    seq: 123_456,
    n: 123_450,
    id: 'c_1h2k3j4abcdef0123',
    by: 'u_abcdefghijklmnop',
    from: 'bench',
    at: 1_795_394_704_123,
    text: markedText(0, nowMicros()),
  }),
);

function streamOf(index: number): RoomId {
  return `r_${idLetters(index)}` as RoomId;
}

function eventOf(stream: StreamId, seq: number): CommittedEvent {
  const id = 'c_1h2k3j4abcdef0123' as CommandId;
  return { stream, seq, id, type: 'message', by: 'u_abcdefghijklmnop' as UserId, bytes: STORED };
}

function sealedBytes(): number {
  const subject = subjectOf(streamOf(0));
  return new Seal(SECRET).close(subject, encodeEvent(Buffer.alloc(ORIGIN_BYTES), eventOf(streamOf(0), 1)))
    .length;
}

function subjectOf(stream: StreamId): string {
  return `teahouse.${CLUSTER}.${stream}`;
}

function sealingMicros(): number {
  const seal = new Seal(SECRET);
  const subject = subjectOf(streamOf(0));
  const before = process.cpuUsage();
  for (let seq = 1; seq <= MESSAGES; seq++) {
    const content = seal.open(
      subject,
      seal.close(subject, encodeEvent(Buffer.alloc(ORIGIN_BYTES), eventOf(streamOf(0), seq))),
    );
    if (!content || !decode(streamOf(0), content)) throw new Error('a seal was not our own');
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / MESSAGES;
}

/** CPU microseconds that so many messages took here and in NATS, with so many nodes that hear them. */
async function carried(server: NatsServer, hearers: number): Promise<{ node: number; nats: number }> {
  await using speaker = await NodeOnBus.open(server);
  await using others = new AsyncDisposableStack();
  let heard = 0;
  for (let index = 0; index < hearers; index++) {
    const other = others.use(await NodeOnBus.open(server));
    for (let stream = 0; stream < AT_ONCE; stream++)
      other.bus.subscribe(streamOf(stream), {
        onEvent: () => heard++,
        onHead: () => undefined,
        onPassing: () => undefined,
      });
    await other.bus.settle();
  }
  const before = { node: process.cpuUsage(), nats: cpuSeconds(server.pid) };
  for (let sent = 0; sent < MESSAGES; sent += AT_ONCE) {
    speaker.bus.publish(
      Array.from({ length: AT_ONCE }, (_, index) => eventOf(streamOf(index), 1 + sent / AT_ONCE)),
    );
    await speaker.bus.settle();
  }
  while (heard < MESSAGES * hearers) await speaker.bus.settle();
  const { user, system } = process.cpuUsage(before.node);
  return { node: user + system, nats: (cpuSeconds(server.pid) - before.nats) * 1e6 };
}
