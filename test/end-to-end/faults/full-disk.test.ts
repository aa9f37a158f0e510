import assert from 'node:assert/strict';
import test from 'node:test';
import { ERRORS } from '@teahouse/protocol/errors';
import { dataFolder } from '../../support/data-folder.ts';
import { WireClient } from '../../support/wire-client.ts';
import { SmallDiskServer } from './small-disk-server.ts';

const DISK = '16m';
const OTHER_BYTES = 4_000_000;
const TEXT = '茶'.repeat(3_000);
/** Sent at once, so that the disk gets full in the middle of load. */
const TOGETHER = 20;

test('[R22] when the disk is full sends are refused, readers go on, and it recovers by itself', async () => {
  await using folder = await dataFolder();
  await using server = await SmallDiskServer.start(folder.path, DISK);
  server.occupy(OTHER_BYTES);
  const { client } = await WireClient.enter(server.url);
  const { client: reader } = await WireClient.enter(server.url);
  using _client = client;
  using _reader = reader;
  const talk = new Talk(client);

  await talk.untilRefused();
  const full = talk.acknowledged.size;
  assert.ok(full > 0);
  assert.deepEqual(talk.refusals, new Set(['storage_full']));
  assert.ok(ERRORS.storage_full.retry);
  const page = await reader.ask({ type: 'history', room: 'lobby', limit: 10 }, 'page');
  assert.equal(page.messages.length, 10, 'readers go on');

  server.release();
  await talk.sayAgain();
  await talk.untilRefused();
  assert.ok(talk.acknowledged.size > full, 'it recovers by itself');

  const stored = await storedIds(reader);
  assert.deepEqual(
    [...talk.acknowledged].filter((id) => stored.get(id) !== 1),
    [],
    'each acknowledged message is stored once',
  );
  assert.equal(await server.stop(), 0);
});

/** Somebody who talks without end, and remembers what was acknowledged and what was refused. */
class Talk {
  readonly acknowledged = new Set<string>();
  readonly refusals = new Set<string>();
  readonly #client: WireClient;
  #refused: string[] = [];
  #count = 0;

  constructor(client: WireClient) {
    this.#client = client;
  }

  async untilRefused(): Promise<void> {
    this.#refused = [];
    while (this.#refused.length === 0) {
      const ids = Array.from({ length: TOGETHER }, () => `said-${this.#count++}`);
      await Promise.all(ids.map((id) => this.#say(id)));
    }
  }

  /** Repeats what was refused, under the same ids. */
  async sayAgain(): Promise<void> {
    const ids = this.#refused;
    this.#refused = [];
    await Promise.all(ids.map((id) => this.#say(id)));
    assert.deepEqual(this.#refused, []);
  }

  async #say(id: string): Promise<void> {
    this.#client.say({ type: 'send', id, room: 'lobby', text: TEXT });
    const answer = await this.#client.answerTo(id);
    if (answer.type === 'ok') this.acknowledged.add(id);
    else this.#refused.push(id);
    if (answer.type === 'error') this.refusals.add(answer.code);
  }
}

/** How often each id is in the lobby's log. */
async function storedIds(client: WireClient): Promise<Map<string, number>> {
  const stored = new Map<string, number>();
  for (let after = 0, head = 1; after < head; ) {
    const page = await client.ask({ type: 'events', room: 'lobby', after }, 'events');
    for (const { id } of page.events) stored.set(id, (stored.get(id) ?? 0) + 1);
    head = page.head;
    after = page.events.at(-1)?.seq ?? head;
  }
  return stored;
}
