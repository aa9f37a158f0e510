import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoreFailure } from '../log.ts';
import { QUESTIONS_PER_MESSAGE_MAX, QUESTIONS_WAITING_MAX, ThreadClient } from './thread-client.ts';

/** Answers each number with its double, and with how many came in the same message. */
const DOUBLING = `
  const reply = (questions) => questions.map((number) => (
    { ok: true, answer: { double: number * 2, together: questions.length } }));
  parentPort.on('message', (message) => {
    if (message.close) { parentPort.postMessage({ closed: null }); parentPort.close(); }
    else parentPort.postMessage({ replies: reply(message.questions) });
  });
  parentPort.postMessage({ ready: 'open' });`;

test('questions asked together cross together, and each gets its own answer', async () => {
  const { client, fatal } = thread(DOUBLING);
  assert.equal(await client.ready, 'open');
  const answers = await Promise.all([1, 2, 3].map((number) => client.ask(number)));
  assert.deepEqual(
    answers.map(({ double }) => double),
    [2, 4, 6],
  );
  assert.deepEqual(
    answers.map(({ together }) => together),
    [3, 3, 3],
  );
  await client.close();
  assert.deepEqual(fatal, []);
});

test('a message carries so many questions at most; closing waits for all of them', async () => {
  const { client } = thread(DOUBLING);
  const numbers = Array.from({ length: QUESTIONS_PER_MESSAGE_MAX * 3 + 1 }, (_, index) => index);
  const asking = numbers.map((number) => client.ask(number));
  await client.close();
  const answers = await Promise.all(asking);
  assert.deepEqual(
    answers.map(({ double }) => double),
    numbers.map((number) => number * 2),
  );
  assert.equal(Math.max(...answers.map(({ together }) => together)), QUESTIONS_PER_MESSAGE_MAX);
});

test('[S10] beyond the limit a question is refused, and the others are answered', async () => {
  const { client, fatal } = thread(DOUBLING);
  const asking = Array.from({ length: QUESTIONS_WAITING_MAX }, (_, index) => client.ask(index));
  await assert.rejects(client.ask(1), isFailure('storage_unavailable', false));
  const answers = await Promise.all(asking);
  assert.equal(answers.at(-1)?.double, (QUESTIONS_WAITING_MAX - 1) * 2);
  assert.equal((await client.ask(4)).double, 8);
  await client.close();
  assert.deepEqual(fatal, []);
});

test('after closing, a question is refused', async () => {
  const { client } = thread(DOUBLING);
  await client.close();
  await assert.rejects(client.ask(1), isFailure('storage_unavailable', false));
  await client.close();
});

test('a thread that dies is told once, and whoever waits is refused', async () => {
  const deaths = [
    `throw new Error('bug');`,
    `process.exit(0);`,
    `setImmediate(() => { throw new Error('bug'); });`,
  ];
  for (const death of deaths) {
    const { client, fatal } = thread(`
      parentPort.postMessage({ ready: 'open' });
      parentPort.on('message', () => { ${death} });`);
    await client.ready;
    const asking = [1, 2, 3].map((number) => client.ask(number));
    for (const asked of asking) await assert.rejects(asked, isFailure('storage_unavailable', true));
    await assert.rejects(client.ask(4), isFailure('storage_unavailable', true));
    await client.close();
    assert.equal(fatal.length, 1);
  }
});

test('a thread that dies before it is open is told, and opening is refused', async () => {
  const { client, fatal } = thread(`throw new Error('bug');`);
  await assert.rejects(client.ready, isFailure('storage_unavailable', true));
  assert.equal(fatal.length, 1);
  await client.close();
});

test('[R22] a failure for good is told once, and nothing is asked any more', async () => {
  const { client, fatal } = thread(`
    const error = { kind: 'failure', code: 'internal', fatal: true, detail: 'EIO' };
    parentPort.on('message', (message) => {
      if (message.close) { parentPort.postMessage({ closed: null }); parentPort.close(); }
      else parentPort.postMessage({ replies: message.questions.map(() => ({ ok: false, error })) });
    });
    parentPort.postMessage({ ready: 'open' });`);
  for (const asked of [client.ask(1), client.ask(2)])
    await assert.rejects(asked, isFailure('internal', true));
  await assert.rejects(client.ask(3), isFailure('internal', true));
  assert.equal(fatal.length, 1);
  assert.equal(fatal[0]?.cause, 'EIO');
  await client.close();
});

function thread(body: string): { client: ThreadClient<string, number, Doubled>; fatal: StoreFailure[] } {
  const code = `import { parentPort } from 'node:worker_threads';${body}`;
  const entry = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const fatal: StoreFailure[] = [];
  const client = new ThreadClient<string, number, Doubled>({
    entry,
    folder: 'nowhere',
    onFatal: (failure) => fatal.push(failure),
  });
  return { client, fatal };
}

interface Doubled {
  readonly double: number;
  readonly together: number;
}

function isFailure(code: StoreFailure['code'], fatal: boolean) {
  return (error: unknown) => {
    assert.ok(error instanceof StoreFailure, String(error));
    assert.deepEqual({ code: error.code, fatal: error.fatal }, { code, fatal });
    return true;
  };
}
