import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences, type Example, examplesOfPage } from '../../support/protocol-page.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();
const url = server.webSocket('/ws');
const examples = examplesOfPage();
const [hello, welcome, returning, error, typing] = examples as [Example, Example, Example, Example, Example];

test('[NET-1] every example of the protocol page is tried here', () => {
  assert.deepEqual(
    examples.map(({ from, frame }) => `${from} ${frame.type}`),
    ['client hello', 'server welcome', 'client hello', 'server error', 'server typing'],
  );
});

test('[NET-1] the examples of hello, welcome and typing are what is said', async () => {
  const client = await WireClient.open(url);
  client.say(hello.frame);
  const welcomed = await client.next('welcome');
  assert.deepEqual(differences(welcome.frame, welcomed), []);

  const { client: other } = await WireClient.enter(url, { name: '小红' });
  client.say({ type: 'typing', room: 'lobby' });
  const told = await other.next('typing');
  assert.deepEqual(
    differences({ ...typing.frame, users: [{ id: 'u_…', name: hello.frame.name }] }, told),
    [],
  );
  await Promise.all([client.close(), other.close()]);
});

test('[NET-1] [SYNC-1] the example of resuming is understood with the places of a real log', async () => {
  const first = await WireClient.enter(url, { name: '小明' });
  const { user, token, me, rooms } = first.welcome;
  const [lobby] = rooms;
  await first.client.close();
  const { client: other, welcome: newcomer } = await WireClient.enter(url);
  await other.ask({ type: 'send', room: 'lobby', text: 'while you were away' }, 'ok');

  const shown = returning.frame.resume as Record<string, unknown>;
  const resume = {
    lobby: { epoch: lobby?.epoch, seq: lobby?.head, id: lobby?.id },
    [user.id]: { epoch: me.epoch, seq: me.head, id: me.id },
  };
  assert.deepEqual(differences(shown.lobby, resume.lobby), []);
  assert.deepEqual(differences(shown['u_…'], resume[user.id]), []);
  const client = await WireClient.open(url);
  client.say({ ...returning.frame, token, resume });
  assert.equal((await client.next('welcome')).token, undefined);
  assert.equal((await client.next('joined')).by, newcomer.user.id);
  assert.equal((await client.next('message')).text, 'while you were away');
  await Promise.all([client.close(), other.close()]);
});

test('[NET-1] [NET-3] the example of a refusal is what is said', async () => {
  const { client } = await WireClient.enter(url);
  const refusal = await client.ask({ type: 'leave', room: 'r_aaaaaaaaaaaaaaaa' }, 'error');
  assert.deepEqual(differences(error.frame, refusal), []);
  await client.close();
});
