import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { memoryOutbox } from './memory-store.ts';
import { OUTBOX_ENTRIES_MAX } from './outbox.ts';
import type { OutboxStore } from './platform.ts';
import { ANSWER_WAIT_MS } from './requests.ts';
import { refusal } from './testing/fake-answers.ts';
import { settle } from './testing/manual-clock.ts';
import { Table } from './testing/table.ts';

const texts = (table: Table) => table.lobby.messages.map(({ text }) => text);
const pending = (table: Table) => table.lobby.pending.map(({ text, state }) => `${text} ${state}`);

test('[LOG-3] a message is stored first, then shown as pending, then sent', async () => {
  let stored = () => {};
  const outbox: OutboxStore = {
    ...memoryOutbox(),
    put: () => new Promise<void>((resolve) => (stored = resolve)),
  };
  using table = await new Table({ outbox }).start();
  table.chat.send(LOBBY, 'tea');
  await table.network.flush();
  assert.deepEqual([pending(table), table.server.heardOf('send')], [[], []]);
  stored();
  await settle();
  assert.deepEqual(pending(table), ['tea pending']);
  await table.network.flush();
  assert.deepEqual([pending(table), texts(table)], [[], ['tea']]);
});

test('a message that is not stored yet holds up those after it', async () => {
  const stored: (() => void)[] = [];
  const outbox: OutboxStore = {
    ...memoryOutbox(),
    put: () => new Promise<void>((resolve) => stored.push(resolve)),
  };
  using table = await new Table({ outbox }).start();
  for (const text of ['one', 'two', 'three']) table.chat.send(LOBBY, text);
  stored[0]?.();
  stored[2]?.();
  await table.network.flush();
  assert.deepEqual([texts(table), pending(table)], [['one'], ['three pending']]);
  stored[1]?.();
  await table.network.flush();
  assert.deepEqual(texts(table), ['one', 'two', 'three']);
});

test('[LOG-3] [R2] a message whose answer was lost is sent again under its id, and said once', async () => {
  using table = await new Table().start();
  const id = table.chat.send(LOBBY, 'once');
  await settle();
  const { link } = table.network;
  link.stepToServer();
  link.toClient.length = 0;
  await table.reconnect();
  assert.deepEqual([texts(table), pending(table)], [['once'], []]);
  assert.deepEqual(
    table.server.heardOf('send').map((frame) => frame.id),
    [id, id],
  );
});

test('[LOG-3] an answer that does not come on a living connection is asked for again', async () => {
  using table = await new Table().start();
  let deaf = true;
  table.server.intercept = ({ type }) => (type === 'send' && deaf ? null : undefined);
  table.chat.send(LOBBY, 'hello?');
  await table.network.flush();
  deaf = false;
  await table.pass(ANSWER_WAIT_MS);
  assert.deepEqual([texts(table), pending(table)], [['hello?'], []]);
  const [first, second] = table.server.heardOf('send');
  assert.equal(first?.id, second?.id);
});

test('[LOG-3] the event itself is as good as the answer: what waits behind it goes on at once', async () => {
  using table = await new Table().start();
  table.server.intercept = (frame) => {
    if (frame.type !== 'send') return undefined;
    table.server.store.commit({ ...frame, author: table.me });
    return null;
  };
  table.chat.send(LOBBY, 'one');
  table.chat.send(LOBBY, 'two');
  await table.network.flush();
  assert.deepEqual([texts(table), pending(table)], [['one', 'two'], []]);
});

test('an acknowledged message is shown as pending until its event is here, so that it never vanishes', async () => {
  using table = await new Table().start();
  table.chat.send(LOBBY, 'one');
  await settle();
  const { link } = table.network;
  link.stepToServer();
  const [event] = link.toClient.splice(0, 1);
  await table.network.flush();
  assert.deepEqual([texts(table), pending(table), table.chat.outbox], [[], ['one pending'], []]);
  link.toClient.push(event ?? '');
  await table.network.flush();
  assert.deepEqual([texts(table), pending(table)], [['one'], []]);
});

test('what was said offline is said in its order when there is a connection', async () => {
  using table = await new Table().start();
  table.network.weather = 'down';
  table.network.link.cut();
  const said = Array.from({ length: 20 }, (_, n) => `message ${n}`);
  for (const text of said) table.chat.send(LOBBY, text);
  await settle();
  const times = table.lobby.pending.map(({ createdAtMs }) => createdAtMs);
  assert.equal(new Set(times).size, 20, 'no two are of the same time, so that a store can tell their order');
  table.network.weather = 'fine';
  await table.waitForTry();
  assert.deepEqual([texts(table), pending(table)], [said, []]);
  assert.equal(table.server.heardOf('send').length, 20);
});

test('a message refused for now holds up those after it in its room, and no others', async () => {
  using table = await new Table().start();
  const other = await openSecondRoom(table);
  let isBusy = true;
  table.server.intercept = (frame) =>
    frame.type === 'send' && frame.text === 'one' && isBusy
      ? refusal(frame.id, 'rate_limited', 3_000)
      : undefined;
  table.chat.send(LOBBY, 'one');
  table.chat.send(LOBBY, 'two');
  table.chat.send(other, 'elsewhere');
  await table.network.flush();
  assert.deepEqual([texts(table), pending(table)], [[], ['one pending', 'two pending']]);
  assert.equal(table.chat.rooms.get(other)?.messages.at(-1)?.text, 'elsewhere');
  isBusy = false;
  await table.pass(2_999);
  assert.deepEqual(texts(table), []);
  await table.pass(1);
  assert.deepEqual([texts(table), pending(table)], [['one', 'two'], []]);
});

test('a message refused for good is marked with the reason, the rest goes on; it can be retried or discarded', async () => {
  using table = await new Table().start();
  table.server.intercept = (frame) =>
    frame.type === 'send' && frame.text.startsWith('bad') ? refusal(frame.id, 'not_a_member') : undefined;
  const first = table.chat.send(LOBBY, 'bad one');
  const second = table.chat.send(LOBBY, 'bad two');
  table.chat.send(LOBBY, 'good');
  await table.network.flush();
  assert.deepEqual([texts(table), pending(table)], [['good'], ['bad one failed', 'bad two failed']]);
  assert.equal(table.lobby.pending[0]?.code, 'not_a_member');
  table.server.intercept = () => undefined;
  table.chat.retry(first);
  table.chat.discard(second);
  await table.network.flush();
  assert.deepEqual([texts(table), pending(table)], [['good', 'bad one'], []]);
});

test('a text the server would refuse fails here, and never costs the connection', async () => {
  using table = await new Table().start();
  const refused = ['', ' \n', 'a\u0000b', '\ud800', 'x'.repeat(1_000_000)];
  for (const text of refused) table.chat.send(LOBBY, text);
  await table.network.flush();
  assert.deepEqual(
    table.lobby.pending.map(({ state, code }) => `${state} ${code}`),
    ['failed empty_text', 'failed empty_text', 'failed bad_text', 'failed bad_text', 'failed too_long'],
  );
  assert.deepEqual(table.server.heardOf('send'), []);
});

test('[S10] the outbox has a limit, and says so', async () => {
  using table = new Table();
  for (let n = 0; n < OUTBOX_ENTRIES_MAX; n++) table.chat.send(LOBBY, `${n}`);
  assert.throws(() => table.chat.send(LOBBY, 'one more'), { name: 'ChatError', code: 'outbox_full' });
  await table.start();
  assert.equal(table.server.store.room(LOBBY).n, OUTBOX_ENTRIES_MAX);
  assert.deepEqual(table.chat.outbox, []);
});

async function openSecondRoom(table: Table) {
  const created = table.chat.createRoom('second');
  await table.network.flush();
  return created;
}

test('a message that waits can be taken back, and the others go on; one that arrived after all is shown', async () => {
  using table = await new Table().start();
  table.chat.send(LOBBY, 'arrived');
  await settle();
  table.network.link.stepToServer();
  table.network.weather = 'down';
  table.network.link.cut();
  table.chat.send(LOBBY, 'taken back');
  table.chat.send(LOBBY, 'wanted');
  await settle();
  for (const { id, text } of table.chat.outbox) if (text !== 'wanted') table.chat.discard(id);
  assert.deepEqual(pending(table), ['wanted pending']);
  table.network.weather = 'fine';
  await table.waitForTry();
  assert.deepEqual([texts(table), pending(table)], [['arrived', 'wanted'], []]);
});
