import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventStream, POST_AGAIN_MS, POST_MS_MAX, POST_TRIES_MAX } from './event-stream.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';

const SESSION = 'event: session\ndata: {"session":"abc"}\n\n';
const WELCOME = '{"type":"welcome","token":"secret"}';

interface Posted {
  readonly url: string;
  readonly body: string;
  readonly authorization: string | null;
}

/** A stream before a server that a test speaks for. */
class Scene {
  readonly clock = new ManualClock();
  readonly posts: Posted[] = [];
  readonly heard: string[] = [];
  readonly closed: number[] = [];
  readonly stream: EventStream;
  /** What posts are answered with, one after another; then 204. `lost` was taken and not answered, `hangs` never is. */
  readonly answers: (number | 'lost' | 'hangs')[] = [];
  isStreamGiven = false;
  #hello = '';
  #body: ReadableStreamDefaultController<Uint8Array> | null = null;

  constructor(hello = '{"type":"hello"}') {
    const listener = {
      opened: () => this.stream.send(hello),
      received: (text: string) => this.heard.push(text),
      closed: (code: number) => this.closed.push(code),
    };
    this.stream = new EventStream({ clock: this.clock, fetch: this.#fetch }, 'ws://house/ws', listener);
  }

  static async open(hello?: string): Promise<Scene> {
    const scene = new Scene(hello);
    await settle();
    scene.write(`${SESSION}data: ${WELCOME}\n\n`);
    await settle();
    return scene;
  }

  get hello(): string {
    return this.#hello;
  }

  write(text: string): void {
    this.#body?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.#body?.close();
  }

  readonly #fetch = async (url: string | URL | Request, { body, headers, signal }: RequestInit = {}) => {
    if (String(url) === 'http://house/stream') {
      this.#hello = String(body);
      signal?.addEventListener('abort', () => {
        this.isStreamGiven = true;
        this.#body?.error(new Error('given up'));
      });
      return new Response(
        new ReadableStream({
          start: (controller) => {
            this.#body = controller;
          },
        }),
      );
    }
    const authorization = new Headers(headers).get('authorization');
    this.posts.push({ url: String(url), body: String(body), authorization });
    const answer = this.answers.shift() ?? 204;
    if (answer === 'hangs')
      await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('late'))));
    if (answer === 'lost') throw new TypeError('fetch failed');
    return new Response(null, { status: Number(answer) });
  };
}

test('the first frame opens the stream, and what comes on it is heard', async () => {
  const scene = await Scene.open();
  assert.equal(scene.hello, '{"type":"hello"}');
  scene.write('data: {"type":"message","text":"茶"}\n\n');
  await settle();
  assert.deepEqual(scene.heard, [WELCOME, '{"type":"message","text":"茶"}']);
});

test('frames go as numbered posts, those of one breath together, as the person the welcome told', async () => {
  const scene = await Scene.open();
  scene.stream.send('{"a":1}');
  scene.stream.send('{"b":2}');
  await settle();
  scene.stream.send('{"c":3}');
  await settle();
  const authorization = 'Bearer secret';
  assert.deepEqual(scene.posts, [
    { url: 'http://house/stream/abc/1', body: '{"a":1}\n{"b":2}', authorization },
    { url: 'http://house/stream/abc/2', body: '{"c":3}', authorization },
  ]);
});

test('who has a token shows it', async () => {
  const scene = await Scene.open('{"type":"hello","token":"mine"}');
  scene.stream.send('{}');
  await settle();
  assert.equal(scene.posts[0]?.authorization, 'Bearer mine');
});

test('[LOG-3] a post that was not answered, or too early, is posted again as it was; the next one waits', async () => {
  const scene = await Scene.open();
  scene.answers.push('lost', 503, 'hangs');
  scene.stream.send('{"a":1}');
  await settle();
  scene.stream.send('{"b":2}');
  await scene.clock.advance(POST_AGAIN_MS, settle);
  await scene.clock.advance(2 * POST_AGAIN_MS, settle);
  await scene.clock.advance(POST_MS_MAX, settle);
  await scene.clock.advance(4 * POST_AGAIN_MS, settle);
  await settle();
  assert.deepEqual(
    scene.posts.map(({ url, body }) => `${url.slice(-1)} ${body}`),
    [...Array(4).fill('1 {"a":1}'), '2 {"b":2}'],
  );
  assert.deepEqual(scene.closed, []);
});

test('a post that is never answered ends the stream, and so does one that never will be taken', async () => {
  const unanswered = await Scene.open();
  unanswered.answers.push(...Array(POST_TRIES_MAX).fill('lost'));
  unanswered.stream.send('{}');
  await settle();
  await unanswered.clock.advance(20 * POST_AGAIN_MS, settle);
  await settle();
  assert.deepEqual(unanswered.closed, [1006]);
  assert.equal(unanswered.posts.length, POST_TRIES_MAX);
  for (const status of [401, 404, 409, 413]) {
    const scene = await Scene.open();
    scene.answers.push(status);
    scene.stream.send('{}');
    await settle();
    assert.deepEqual(scene.closed, [1006]);
    assert.ok(scene.isStreamGiven);
  }
});

test('[R16] a heartbeat is answered with an empty post, unless one is under way', async () => {
  const scene = await Scene.open();
  scene.write(':\n\n');
  await settle();
  assert.deepEqual(
    scene.posts.map(({ body }) => body),
    [''],
  );
  scene.answers.push('hangs');
  scene.stream.send('{}');
  await settle();
  scene.write(':\n\n');
  await settle();
  assert.equal(scene.posts.length, 2);
});

test('the last event tells the code; an end without one, or an answer that is none, is a broken connection', async () => {
  const told = await Scene.open();
  told.write('event: close\ndata: {"code":4401,"reason":"x"}\n\n');
  told.end();
  await settle();
  assert.deepEqual(told.closed, [4401]);
  const broken = await Scene.open();
  broken.end();
  await settle();
  assert.deepEqual(broken.closed, [1006]);
});

test('nothing is heard of a stream that was given up, and nothing said on it', async () => {
  const scene = await Scene.open();
  scene.stream.close();
  scene.stream.send('{}');
  await settle();
  assert.ok(scene.isStreamGiven);
  assert.deepEqual(scene.posts, []);
  assert.deepEqual(scene.closed, []);
  assert.deepEqual(scene.heard, [WELCOME]);
});

test('much that waits goes in several posts, each of which surely fits', async () => {
  const scene = await Scene.open();
  const frames = Array.from({ length: 30 }, (_, index) => `{"n":${index},"text":"${'茶'.repeat(2_000)}"}`);
  for (const frame of frames) scene.stream.send(frame);
  await settle();
  assert.ok(scene.posts.every(({ body }) => new TextEncoder().encode(body).length <= 65_536));
  assert.ok(scene.posts.length > 1 && scene.posts.length < 10, `${scene.posts.length}`);
  assert.deepEqual(
    scene.posts.flatMap(({ body }) => body.split('\n')),
    frames,
  );
});
