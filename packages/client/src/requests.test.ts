import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandId, LOBBY } from '@teahouse/protocol/ids';
import { ANSWER_WAIT_MS, INSIST_MS_MAX, QUESTIONS_MAX, type Question, Requests } from './requests.ts';
import { refusal } from './testing/fake-answers.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';
import { seededRandom } from './testing/table.ts';

function setUp() {
  const clock = new ManualClock();
  const sent: Question[] = [];
  const requests = new Requests(clock, seededRandom(), (question) => void sent.push(question));
  requests.connected();
  return { clock, sent, requests };
}

const join = (id: string) => ({ type: 'join', id: id as CommandId, room: LOBBY }) as const;
const ok = (id: string) => ({ type: 'ok', id: id as CommandId }) as const;

test('answers find their questions in whatever order they come; repeats and strangers are dropped', async () => {
  const { requests } = setUp();
  const answers = ['c_1', 'c_2', 'c_3'].map((id) => requests.ask(join(id)).then((answer) => answer.id));
  for (const id of ['c_3', 'c_9', 'c_1', 'c_3', 'c_2']) requests.answer(ok(id));
  assert.deepEqual(await Promise.all(answers), ['c_1', 'c_2', 'c_3']);
});

test('[NET-3] a refusal is an error with its code', async () => {
  const { requests } = setUp();
  const answer = requests.ask(join('c_1'));
  requests.answer(refusal('c_1' as CommandId, 'no_such_room'));
  await assert.rejects(answer, { name: 'ChatError', code: 'no_such_room' });
});

test('[NET-3] what may succeed later is asked again under its id, not before it was told', async () => {
  const { clock, requests, sent } = setUp();
  const answer = requests.ask(join('c_1'));
  requests.answer(refusal('c_1' as CommandId, 'overloaded', 2_000));
  await clock.advance(1_999);
  assert.equal(sent.length, 1);
  await clock.advance(1);
  assert.deepEqual(sent, [join('c_1'), join('c_1')]);
  requests.answer(ok('c_1'));
  await answer;
  assert.equal(clock.pending, 0);
});

test('a question ends with its connection, and cannot be asked without one', async () => {
  const { clock, requests } = setUp();
  const answer = requests.ask(join('c_1'));
  requests.disconnected();
  await assert.rejects(answer, { code: 'disconnected' });
  await assert.rejects(requests.ask(join('c_2')), { code: 'disconnected' });
  assert.equal(clock.pending, 0);
});

test('[LOG-3] what is insisted on is asked again on the next connection, in order, under the same ids', async () => {
  const { requests, sent } = setUp();
  const answers = ['c_1', 'c_2'].map((id) => requests.insist(join(id)));
  requests.disconnected();
  sent.length = 0;
  requests.connected();
  assert.deepEqual(sent, [join('c_1'), join('c_2')]);
  requests.answer(ok('c_1'));
  requests.answer(ok('c_2'));
  await Promise.all(answers);
});

test('what is insisted on fails in the end: with the last refusal, or because nobody answered', async () => {
  const { clock, requests } = setUp();
  const silence = requests.insist(join('c_1')).catch((error: unknown) => error);
  requests.disconnected();
  await clock.advance(INSIST_MS_MAX);
  assert.deepEqual({ ...((await silence) as object) }, { name: 'ChatError', code: 'unanswered' });
  requests.connected();
  const refused = requests.insist(join('c_2')).catch((error: unknown) => error);
  requests.answer(refusal('c_2' as CommandId, 'storage_full', 2 * INSIST_MS_MAX));
  await clock.advance(INSIST_MS_MAX);
  assert.deepEqual({ ...((await refused) as object) }, { name: 'ChatError', code: 'storage_full' });
});

test('an answer that does not come is asked for again and again', async () => {
  const { clock, requests, sent } = setUp();
  void requests.ask(join('c_1'));
  await clock.advance(3 * ANSWER_WAIT_MS);
  assert.equal(sent.length, 4);
});

test('[S10] questions that wait have a limit', async () => {
  const { requests } = setUp();
  for (let n = 0; n < QUESTIONS_MAX; n++) void requests.insist(join(`c_${n}`)).catch(() => {});
  await assert.rejects(requests.ask(join('c_x')), { code: 'overloaded' });
  requests[Symbol.dispose]();
  await settle();
});
