import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { StoreFailure } from '../storage/log.ts';
import { type Item, Line, type Port } from './line.ts';

interface Ours {
  note(word: string): void;
}
interface Theirs {
  say(word: string): void;
  double(number: number): Promise<number>;
  fail(how: 'store' | 'bug'): Promise<never>;
  silent(): Promise<never>;
}

function setUp() {
  const { port1, port2 } = new MessageChannel();
  const messages: (readonly Item[])[] = [];
  const said: string[] = [];
  const troubles: unknown[] = [];
  const common = { soon: setImmediate, onTrouble: (error: unknown) => troubles.push(error) };
  let onNote = (_word: string) => {};
  let onDoubled = () => {};
  const counting: Port = {
    postMessage: (items) => {
      messages.push(items);
      port1.postMessage(items);
    },
    on: (event, listener) => port1.on(event, listener),
  };
  const near = new Line<Ours, Theirs>({
    port: counting,
    ours: { note: (word) => onNote(word) },
    ...common,
  });
  const far = new Line<Theirs, Ours>({
    port: port2,
    ours: {
      say: (word) => {
        if (word === 'throw') throw new Error('a bug');
        said.push(word);
      },
      double: async (number) => {
        setImmediate(onDoubled);
        return number * 2;
      },
      fail: async (how) => {
        if (how === 'bug') throw new Error('a bug');
        throw new StoreFailure('storage_full', { fatal: false });
      },
      silent: () => new Promise<never>(() => {}),
    },
    ...common,
  });
  return {
    ...{ near, far, said, messages, troubles },
    onNote: (act: typeof onNote) => {
      onNote = act;
    },
    onDoubled: (act: typeof onDoubled) => {
      onDoubled = act;
    },
    [Symbol.dispose]: () => port1.close(),
  };
}

test('what is said in one turn crosses as one message, in its order', async () => {
  using line = setUp();
  const words = ['一', '二', '三'];
  for (const word of words) line.near.tell('say', word);
  assert.equal(await line.near.ask('double', 21), 42);
  assert.deepEqual(line.said, words);
  assert.equal(line.messages.length, 1);
});

test('what is told late is made when the message is', async () => {
  using line = setUp();
  const words: string[] = [];
  line.near.tellLate('say', () => [words.join(' ')]);
  words.push('茶', '馆');
  await line.near.ask('double', 1);
  assert.deepEqual(line.said, ['茶 馆']);
});

test('[LOG-4] whoever asks acts on the answer before anything that was said after it', async () => {
  using line = setUp();
  const order: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  line.near.askFor('double', [1], () => order.push('answer'));
  // Said on the other side once the answer was, in the same turn: both cross in one message.
  line.onDoubled(() => line.far.tell('note', 'later'));
  line.onNote((word) => {
    order.push(word);
    resolve();
  });
  await promise;
  assert.deepEqual(order, ['answer', 'later']);
});

test('a failure crosses with its code, and a bug as one', async () => {
  using line = setUp();
  await assert.rejects(line.near.ask('fail', 'store'), (error) => {
    assert.ok(error instanceof StoreFailure && error.code === 'storage_full' && !error.fatal);
    return true;
  });
  await assert.rejects(line.near.ask('fail', 'bug'), /failed at a question/);
});

test('[S11] what fails where it was told is trouble there, and what follows is taken', async () => {
  using line = setUp();
  line.near.tell('say', 'throw');
  line.near.tell('say', 'after');
  await line.near.ask('double', 1);
  assert.deepEqual(line.said, ['after']);
  assert.equal(line.troubles.length, 1);
});

test('when the other side is gone whoever waits is told, and nothing more is said', async () => {
  using line = setUp();
  const asked = line.near.ask('silent');
  const refused = assert.rejects(asked, /gone/);
  line.near.cut(new Error('gone'));
  await refused;
  line.near.tell('say', 'to nobody');
  await new Promise(setImmediate);
  assert.equal(line.messages.length, 0);
});
