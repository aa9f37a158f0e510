import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId, type StreamId, type UserId } from '@teahouse/protocol/ids';
import type { Bus, CommittedEvent, Listener } from './bus.ts';

export const ROOM = `r_${'r'.repeat(16)}` as RoomId;

/** Two nodes of one cluster as the contract sees them. Where there is but one node, it is both. */
export interface NodesUnderTest extends AsyncDisposable {
  readonly here: Bus;
  readonly there: Bus;
  /** What listeners threw, on either node. */
  readonly troubles: readonly unknown[];
  /** Resolves when all that was asked of both nodes until now has been heard by whoever hears it. */
  settle(): Promise<void>;
}

/** What every bus promises when nothing goes wrong between nodes. `open` makes nodes that nobody used. */
export function busContract(name: string, open: () => Promise<NodesUnderTest>): void {
  const promise = (sentence: string, check: (nodes: NodesUnderTest) => Promise<void>) =>
    test(`${name}: ${sentence}`, async () => {
      await using nodes = await open();
      await check(nodes);
    });

  promise('[BUS-1] a stream’s events reach its listener on another node, in order', async (nodes) => {
    const heard = new Heard();
    nodes.there.subscribe(LOBBY, heard);
    nodes.there.subscribe(ROOM, heard);
    await nodes.settle();
    nodes.here.publish([event(LOBBY, 1), event(ROOM, 7), event(LOBBY, 2)]);
    nodes.here.publish([event(LOBBY, 3)]);
    await nodes.settle();
    assert.deepEqual(heard.of(LOBBY), [1, 2, 3]);
    assert.deepEqual(heard.of(ROOM), [7]);
  });

  promise('an event arrives with all that gateways need to know', async (nodes) => {
    const heard = new Heard();
    nodes.there.subscribe(LOBBY, heard);
    await nodes.settle();
    const sent = event(LOBBY, 2 ** 40);
    nodes.here.publish([sent]);
    await nodes.settle();
    const [arrived] = heard.events;
    assert.deepEqual(
      { ...arrived, bytes: Buffer.from(arrived?.bytes ?? []).toString() },
      { ...sent, bytes: '{"茶":1}' },
    );
  });

  promise('own events are heard at once, and exactly once', async (nodes) => {
    const heard = new Heard();
    nodes.here.subscribe(LOBBY, heard);
    await nodes.settle();
    nodes.here.publish([event(LOBBY, 1), event(LOBBY, 2)]);
    assert.deepEqual(heard.of(LOBBY), [1, 2]);
    await nodes.settle();
    assert.deepEqual(heard.of(LOBBY), [1, 2]);
  });

  promise(
    'what passes is heard elsewhere by who listens to that stream, and not by its own node',
    async (nodes) => {
      const [own, other] = [new Heard(), new Heard()];
      nodes.there.subscribe(LOBBY, other);
      nodes.there.subscribe(ROOM, other);
      if (nodes.here !== nodes.there) nodes.here.subscribe(LOBBY, own);
      await nodes.settle();
      nodes.here.pass(LOBBY, Buffer.from('一'));
      nodes.here.pass(LOBBY, Buffer.from('二'));
      await nodes.settle();
      assert.deepEqual(own.words, []);
      assert.deepEqual(other.words, nodes.here === nodes.there ? [] : ['一', '二']);
    },
  );

  promise('whoever listens to another stream hears nothing', async (nodes) => {
    const heard = new Heard();
    nodes.here.subscribe(ROOM, heard);
    await nodes.settle();
    for (const bus of [nodes.here, nodes.there]) bus.publish([event(LOBBY, 1)]);
    await nodes.settle();
    assert.deepEqual(heard.events, []);
  });

  promise('[R9] what nobody listens to is dropped', async (nodes) => {
    nodes.here.publish([event(LOBBY, 1)]);
    await nodes.settle();
    const heard = new Heard();
    nodes.there.subscribe(LOBBY, heard);
    await nodes.settle();
    assert.deepEqual(heard.events, []);
  });

  promise('a listener that stopped hears nothing more, from any node', async (nodes) => {
    const heard = new Heard();
    nodes.there.subscribe(LOBBY, heard)[Symbol.dispose]();
    await nodes.settle();
    for (const bus of [nodes.here, nodes.there]) bus.publish([event(LOBBY, 1)]);
    await nodes.settle();
    assert.deepEqual(heard.events, []);
  });

  promise('a stream has one listener, and stopping late does not stop its successor', async (nodes) => {
    const [first, second] = [new Heard(), new Heard()];
    const listening = nodes.there.subscribe(LOBBY, first);
    nodes.there.subscribe(LOBBY, second);
    listening[Symbol.dispose]();
    await nodes.settle();
    nodes.here.publish([event(LOBBY, 1)]);
    await nodes.settle();
    assert.deepEqual([first.of(LOBBY), second.of(LOBBY)], [[], [1]]);
  });

  promise('whoever comes back to a stream hears it again', async (nodes) => {
    nodes.there.subscribe(LOBBY, new Heard())[Symbol.dispose]();
    const heard = new Heard();
    nodes.there.subscribe(LOBBY, heard);
    await nodes.settle();
    nodes.here.publish([event(LOBBY, 1)]);
    await nodes.settle();
    assert.deepEqual(heard.of(LOBBY), [1]);
  });

  promise('[S11] a listener that throws harms nobody else, and is told of', async (nodes) => {
    const heard = new Heard();
    const bug = new Error('a bug');
    const throwing = () => {
      throw bug;
    };
    nodes.there.subscribe(LOBBY, { onEvent: throwing, onHead: throwing, onPassing: throwing });
    nodes.there.subscribe(ROOM, heard);
    await nodes.settle();
    nodes.here.pass(LOBBY, Buffer.of(1));
    for (const bus of new Set([nodes.here, nodes.there])) bus.publish([event(LOBBY, 1), event(ROOM, 1)]);
    await nodes.settle();
    nodes.here.publish([event(ROOM, 2)]);
    await nodes.settle();
    assert.equal(heard.of(ROOM).at(-1), 2);
    assert.equal(new Set(heard.of(ROOM)).size, 2);
    assert.ok(nodes.troubles.length > 0 && nodes.troubles.every((trouble) => trouble === bug));
  });
}

/** A listener that keeps what it hears. */
export class Heard implements Listener {
  readonly events: CommittedEvent[] = [];
  readonly heads: number[] = [];
  readonly words: string[] = [];

  onEvent(event: CommittedEvent): void {
    this.events.push(event);
  }

  onHead(seq: number): void {
    this.heads.push(seq);
  }

  onPassing(word: Uint8Array): void {
    this.words.push(Buffer.from(word).toString());
  }

  /** The seqs that came of a stream. */
  of(stream: StreamId): number[] {
    return this.events.filter((event) => event.stream === stream).map(({ seq }) => seq);
  }
}

export function event(
  stream: StreamId,
  seq: number,
  bytes: Uint8Array = Buffer.from('{"茶":1}'),
): CommittedEvent {
  return {
    stream,
    seq,
    id: `c_${seq}` as never,
    type: 'message',
    by: `u_${'u'.repeat(16)}` as UserId,
    bytes,
  };
}
