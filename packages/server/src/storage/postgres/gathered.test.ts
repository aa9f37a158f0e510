import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Connection, WAITING_MAX } from './connection.ts';
import { GATHERED_MAX, Gathered, STATEMENTS_MAX } from './gathered.ts';

const connection = {} as Connection;

interface Statement {
  readonly asked: readonly number[];
  readonly end: (error?: Error) => void;
}

/** A database that answers each number by its double, when it is told to. */
function stage() {
  const statements: Statement[] = [];
  const waiting: PromiseWithResolvers<void>[] = [];
  let isLending = true;
  const gathered = new Gathered<number, number>(
    {
      async lend(work) {
        if (!isLending) {
          const turn = Promise.withResolvers<void>();
          waiting.push(turn);
          await turn.promise;
        }
        return work(connection);
      },
    },
    async (_, asked) => {
      const ended = Promise.withResolvers<void>();
      statements.push({ asked, end: (error) => (error ? ended.reject(error) : ended.resolve()) });
      await ended.promise;
      return asked.map((question) => question * 2);
    },
  );
  return {
    gathered,
    statements,
    waiting,
    stopLending() {
      isLending = false;
    },
    lend() {
      isLending = true;
    },
    askAll: (questions: readonly number[]) => Promise.all(questions.map((each) => gathered.ask(each))),
  };
}

const numbers = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
/** Until everything that can go on has gone on. */
const settled = () => new Promise(setImmediate);

test('who asks alone is answered by a statement of their own', async () => {
  const { gathered, statements } = stage();
  const answer = gathered.ask(21);
  await settled();
  assert.deepEqual(statements[0]?.asked, [21]);
  statements[0]?.end();
  assert.equal(await answer, 42);
});

test('[R30] those who ask while statements are on their way share the next ones, and each gets their own answer', async () => {
  const { askAll, statements } = stage();
  const questions = numbers(0, STATEMENTS_MAX + GATHERED_MAX + 5);
  const answers = askAll(questions);
  for (let done = 0; done < STATEMENTS_MAX + 2; done++) {
    await settled();
    assert.ok(statements.length - done <= STATEMENTS_MAX);
    statements[done]?.end();
  }
  assert.deepEqual(
    await answers,
    questions.map((question) => question * 2),
  );
  const sizes = statements.map(({ asked }) => asked.length);
  assert.deepEqual(sizes, [...Array(STATEMENTS_MAX).fill(1), GATHERED_MAX, 5]);
});

test('nobody is answered by a statement that began before they asked', async () => {
  const { gathered, statements } = stage();
  const first = numbers(0, STATEMENTS_MAX).map((each) => gathered.ask(each));
  await settled();
  const late = gathered.ask(0);
  for (const { end } of [...statements]) end();
  await Promise.all(first);
  await settled();
  assert.deepEqual(statements.at(-1)?.asked, [0]);
  statements.at(-1)?.end();
  assert.equal(await late, 0);
});

test('those who come while it waits for a connection are in the statement too', async () => {
  const { askAll, statements, waiting, stopLending, lend } = stage();
  stopLending();
  const answers = askAll(numbers(0, 10));
  lend();
  for (const turn of waiting) turn.resolve();
  await settled();
  assert.deepEqual(
    statements.map(({ asked }) => asked),
    [numbers(0, 10)],
  );
  statements[0]?.end();
  assert.deepEqual(
    await answers,
    numbers(0, 10).map((each) => each * 2),
  );
});

test('a statement that fails refuses those who are in it, and nobody else', async () => {
  const { gathered, askAll, statements } = stage();
  const alone = numbers(0, STATEMENTS_MAX).map((each) => gathered.ask(each));
  const together = Promise.allSettled(numbers(10, 3).map((each) => gathered.ask(each)));
  await settled();
  for (const { end } of [...statements]) end();
  await Promise.all(alone);
  await settled();
  statements.at(-1)?.end(new Error('the line broke'));
  assert.deepEqual(
    (await together).map(({ status }) => status),
    ['rejected', 'rejected', 'rejected'],
  );
  const again = askAll([4]);
  await settled();
  statements.at(-1)?.end();
  assert.deepEqual(await again, [8]);
});

test('who waits for a connection that does not come is refused, and who comes later is answered', async () => {
  const { gathered, askAll, statements, waiting, stopLending, lend } = stage();
  stopLending();
  const refused = Promise.allSettled(numbers(0, 10).map((each) => gathered.ask(each)));
  lend();
  for (const turn of waiting) turn.reject(new Error('no connection'));
  assert.deepEqual(new Set((await refused).map(({ status }) => status)), new Set(['rejected']));
  await settled();
  const answers = askAll([1]);
  await settled();
  statements[0]?.end();
  assert.deepEqual(await answers, [2]);
});

test('who comes when too many wait is refused at once', async () => {
  const { gathered, waiting, stopLending } = stage();
  stopLending();
  const waiters = Promise.allSettled(numbers(0, WAITING_MAX).map((each) => gathered.ask(each)));
  await assert.rejects(gathered.ask(0), { code: 'storage_unavailable' });
  for (let round = 0; round * GATHERED_MAX < WAITING_MAX; round++) {
    for (const turn of waiting.splice(0)) turn.reject(new Error('no connection'));
    await settled();
  }
  assert.equal((await waiters).length, WAITING_MAX);
});
