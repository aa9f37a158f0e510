import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import { dataFolder } from '../support/data-folder.ts';
import { ServerProcess } from '../support/server-process.ts';
import { WireClient } from '../support/wire-client.ts';

const CLIENTS = 400;
const MISSED = 100;
/** A tenth of this is usual; machines that run tests are busy. */
const ALL_BACK_MS_MAX = 10_000;

test('[R30] [R19] hundreds come back at once after a restart, each a hundred events behind', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path, args: ['--limits', 'off'] });
  const url = server.webSocket('/ws');
  const entered = await Promise.all(Array.from({ length: CLIENTS }, () => WireClient.enter(url)));
  const { client: speaker, welcome } = await WireClient.enter(url, { name: 'speaker' });
  const [lobby] = welcome.rooms;
  assert.ok(lobby);
  const position: Position = { epoch: lobby.epoch, seq: lobby.head, id: lobby.id };
  await Promise.all(entered.map(({ client }) => client.close()));
  for (let said = 0; said < MISSED; said++) {
    speaker.say({ type: 'send', id: `said-${said}`, room: 'lobby', text: `${said}` });
  }
  await speaker.answerTo(`said-${MISSED - 1}`);
  await server.kill9();

  await using restarted = await server.again();
  const beganAtMs = performance.now();
  const last = lobby.head + MISSED;
  const expected = Array.from({ length: MISSED }, (_, index) => lobby.head + 1 + index);
  const back = entered.map(async ({ welcome: { token = '' } }) => {
    const { client } = await WireClient.enter(url, { token, resume: { [LOBBY]: position } });
    const events = await client.eventsUpTo('lobby', last);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      expected,
    );
    await client.close();
  });
  await Promise.all(back);
  const tookMs = performance.now() - beganAtMs;
  assert.ok(tookMs < ALL_BACK_MS_MAX, `it took ${Math.round(tookMs)} ms`);
  await restarted.stop();
});
