import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { HISTORY_PAGE_MESSAGES } from './history.ts';
import { FakeServer } from './testing/fake-server.ts';
import { Table } from './testing/table.ts';
import { SHOWN_EVENTS_MAX, WINDOW_EVENTS } from './timeline.ts';

const SAID = 2_000;

/** A lobby in which Wei has said 1, 2, 3 … before this chat came in. */
async function talkative(said = SAID) {
  const table = new Table({ server: new FakeServer() });
  const wei = table.server.register('Wei');
  for (let n = 1; n <= said; n++) table.say(wei, `${n}`);
  await table.start();
  return { table, wei };
}

async function answered(table: Table, asking: Promise<void>): Promise<void> {
  await table.network.flush();
  await asking;
}

function seqOf(table: Table, text: string): number {
  const event = table.server.store.events(LOBBY).find((one) => one.type === 'message' && one.text === text);
  return event?.seq ?? 0;
}

const texts = ({ lobby }: Table) => lobby.messages.map(({ text }) => text);
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

test('a place anywhere in the past is shown with its surroundings, while the room goes on', async () => {
  const { table, wei } = await talkative();
  using _ = table;
  await answered(table, table.chat.lookAt(LOBBY, seqOf(table, '700')));
  const around = numbers(701 - HISTORY_PAGE_MESSAGES, 700 + HISTORY_PAGE_MESSAGES);
  assert.deepEqual(texts(table), around);
  assert.deepEqual([table.lobby.hasOlder, table.lobby.hasNewer], [true, true]);
  table.say(wei, 'meanwhile');
  await table.network.flush();
  assert.deepEqual(texts(table), around);
  assert.equal(table.lobby.latest?.text, 'meanwhile');
  assert.equal(table.lobby.unread, 1);
  assert.equal(table.lobby.head, table.server.store.room(LOBBY).seq);
  table.chat.backToNewest(LOBBY);
  assert.equal(texts(table).at(-1), 'meanwhile');
  assert.equal(table.lobby.hasNewer, false);
});

test('one can read from the first message to the newest and back, with bounded memory', async () => {
  const { table } = await talkative();
  using _ = table;
  await answered(table, table.chat.lookAt(LOBBY, seqOf(table, '1')));
  const passed = new Set(texts(table));
  const pass = async (load: () => Promise<void>) => {
    await answered(table, load());
    for (const text of texts(table)) passed.add(text);
    assert.ok(table.lobby.timeline.length <= SHOWN_EVENTS_MAX);
  };
  while (table.lobby.hasNewer) await pass(() => table.chat.loadNewer(LOBBY));
  assert.deepEqual([...passed], numbers(1, SAID));
  passed.clear();
  for (const text of texts(table)) passed.add(text);
  while (table.lobby.hasOlder) await pass(() => table.chat.loadOlder(LOBBY));
  assert.equal(passed.size, SAID);
});

test('what is at hand is shown without asking, and what is asked for twice is asked for once', async () => {
  const { table } = await talkative();
  using _ = table;
  const asked = () => table.server.heardOf('history').length;
  const before = asked();
  await answered(table, table.chat.lookAt(LOBBY, seqOf(table, `${SAID - 10}`)));
  assert.equal(asked(), before);
  await answered(table, table.chat.lookAt(LOBBY, seqOf(table, '500')));
  assert.equal(asked(), before + 2);
  const newer = () => table.chat.loadNewer(LOBBY);
  await answered(
    table,
    Promise.all([newer(), newer()]).then(() => {}),
  );
  assert.equal(asked(), before + 3);
});

test('the last wish counts: pages of an earlier one that come late change nothing', async () => {
  const { table } = await talkative();
  using _ = table;
  const looking = [
    table.chat.lookAt(LOBBY, seqOf(table, '500')),
    table.chat.lookAt(LOBBY, seqOf(table, '900')),
  ];
  await answered(
    table,
    Promise.all(looking).then(() => {}),
  );
  assert.ok(texts(table).includes('900') && !texts(table).includes('500'));
  const late = table.chat.lookAt(LOBBY, seqOf(table, '100'));
  table.chat.backToNewest(LOBBY);
  await answered(table, late);
  assert.equal(texts(table).at(-1), `${SAID}`);
});

test('a place that does not exist yet is the newest, and a seq beyond all bounds costs no connection', async () => {
  const { table } = await talkative(10);
  using _ = table;
  await answered(table, table.chat.lookAt(LOBBY, 9_999_999_999));
  assert.deepEqual(texts(table), numbers(1, 10));
  assert.equal(table.chat.connection.state, 'live');
});

test('the surroundings of a place are shown after the next connection, if this one breaks', async () => {
  const { table } = await talkative();
  using _ = table;
  table.server.intercept = (frame) => (frame.type === 'history' ? null : undefined);
  const looking = table.chat.lookAt(LOBBY, seqOf(table, '700'));
  await table.network.flush();
  table.server.intercept = () => undefined;
  await table.reconnect();
  await answered(table, looking);
  assert.ok(texts(table).includes('700'));
});

test('a reader who is held keeps their lines while a window’s worth is said, and finds the newest whole', async () => {
  const { table, wei } = await talkative();
  using _ = table;
  table.chat.holdPlace(LOBBY);
  const first = texts(table)[0];
  for (let n = 0; n < 2 * WINDOW_EVENTS; n++) table.say(wei, `later ${n}`);
  await table.network.flush();
  assert.equal(texts(table)[0], first);
  table.chat.backToNewest(LOBBY);
  assert.equal(texts(table).at(-1), `later ${2 * WINDOW_EVENTS - 1}`);
  assert.equal(texts(table).length, WINDOW_EVENTS);
});
