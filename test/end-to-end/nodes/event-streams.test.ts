import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventStream } from '@teahouse/client/event-stream';
import { systemClock } from '@teahouse/client/globals';
import { LOBBY } from '@teahouse/protocol/ids';
import { ThreeNodes } from './three-nodes.ts';

/** Frames as they come, and the next one of a type. */
function inbox() {
  const heard: { type: string; id?: string; text?: string }[] = [];
  let wake = () => {};
  return {
    heard,
    received(text: string): void {
      heard.push(JSON.parse(text));
      wake();
    },
    async until(isThere: () => boolean): Promise<void> {
      while (!isThere()) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

test('[LOG-3] each post may go to another node than the stream, as a proxy that counts connections sends them', async () => {
  await using three = await ThreeNodes.start();
  const { heard, received, until } = inbox();
  const [first, ...others] = three.nodes.map(({ url }) => url);
  let posts = 0;
  const spread: typeof fetch = (input, init) => {
    const address = String(input);
    const other = others[posts++ % others.length];
    return fetch(address.includes('/stream/') ? address.replace(`${first}`, `${other}`) : address, init);
  };
  const closed: number[] = [];
  const stream = new EventStream({ clock: systemClock, fetch: spread }, three.node(0).webSocket('/ws'), {
    opened: () => stream.send('{"type":"hello"}'),
    received,
    closed: (code) => closed.push(code),
  });
  await until(() => heard.some(({ type }) => type === 'welcome'));
  const ids = ['a', 'b', 'c', 'd'];
  for (const id of ids) {
    stream.send(JSON.stringify({ type: 'send', id, room: LOBBY, text: id }));
    await until(() => heard.some((frame) => frame.type === 'ok' && frame.id === id));
  }
  await until(() => heard.filter(({ type }) => type === 'message').length === ids.length);
  assert.deepEqual(
    heard.filter(({ type }) => type === 'message').map(({ text }) => text),
    ids,
  );
  assert.deepEqual(closed, []);
  stream.close();
});
