import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UserId } from '@teahouse/protocol/ids';
import { House } from '../testing/house.ts';
import { JoinedBus } from '../testing/joined-buses.ts';
import { POSTS_WAITING_PER_PERSON_MAX, type Post, type PostedTo, Posts } from './posts.ts';

const SESSION = 's'.repeat(24);
const POST: Post = { session: SESSION, n: 1, frames: ['{}'] };

/** A gateway that is posted to, and another one that a test speaks for. */
async function setUp() {
  const bus = new JoinedBus();
  const house = await House.open({ bus });
  const { user } = await house.guest('Ming');
  const said: { user: string; nonce: string; frames: string[] }[] = [];
  const elsewhere = new JoinedBus();
  bus.other = elsewhere;
  elsewhere.subscribe(user, {
    onEvent: () => {},
    onHead: () => {},
    onPassing: (word) => said.push(JSON.parse(Buffer.from(word).toString())),
  });
  const answer = (word: object, stream = user) =>
    bus.hearWord(stream, Buffer.from(JSON.stringify({ kind: 'posted', ...word })));
  return { bus, house, user, said, answer, posts: house.services.posts };
}

/** A session that remembers what it took. */
class Held implements PostedTo {
  readonly taken: Post[] = [];
  readonly user: UserId | null;

  constructor(user: UserId | null) {
    this.user = user;
  }

  isOf(): boolean {
    return true;
  }

  take(post: Post): 'taken' {
    this.taken.push(post);
    return 'taken';
  }
}

test('[BUS-1] a post that nobody heard is said again, and the first answer counts', async () => {
  const { bus, house, user, said, answer, posts } = await setUp();
  bus.arrivals.push(0);
  const posted = posts.passOn(user, POST);
  await house.settle();
  assert.equal(said.length, 0);
  house.clock.advance(250);
  await house.settle();
  const [word] = said;
  assert.deepEqual(word?.frames, POST.frames);
  answer({ nonce: 'of somebody else', posted: 'gap' });
  answer({ nonce: word?.nonce, posted: 'taken' });
  answer({ nonce: word?.nonce, posted: 'gap' });
  assert.equal(await posted, 'taken');
  assert.equal(said.length, 1);
});

test('if nobody answers nobody holds the session', async () => {
  const { house, user, said, posts } = await setUp();
  const posted = posts.passOn(user, POST);
  for (const waitMs of [250, 750, 1_000]) {
    await house.settle();
    house.clock.advance(waitMs);
  }
  assert.equal(await posted, 'nobody');
  assert.equal(said.length, 3);
});

test('one person waits for few posts at a time', async () => {
  const { house, user, said, answer, posts } = await setUp();
  const waiting = Array.from({ length: POSTS_WAITING_PER_PERSON_MAX }, () => posts.passOn(user, POST));
  assert.equal(await posts.passOn(user, POST), 'busy');
  await house.settle();
  for (const { nonce } of said) answer({ nonce, posted: 'taken' });
  await Promise.all(waiting);
  const next = posts.passOn(user, POST);
  await house.settle();
  answer({ nonce: said.at(-1)?.nonce, posted: 'taken' });
  assert.equal(await next, 'taken');
});

test('[S29] a word reaches only a session of the person on whose stream it came', async () => {
  const { house, user, said } = await setUp();
  const posts = new Posts(house.services);
  const other = (await house.guest('Lee')).user;
  const session = new Held(user);
  const hold = posts.hold(SESSION, session);
  posts.onPost(other, { nonce: 'n', ...POST });
  assert.deepEqual(session.taken, []);
  posts.onPost(user, { nonce: 'n', ...POST });
  assert.equal(session.taken.length, 1);
  await house.settle();
  assert.equal(said.length, 1);
  hold[Symbol.dispose]();
  posts.onPost(user, { nonce: 'n', ...POST });
  assert.equal(session.taken.length, 1);
});

test('a session that is not welcome yet takes no post', async () => {
  const { house, user } = await setUp();
  const posts = new Posts(house.services);
  const session = new Held(null);
  posts.hold(SESSION, session);
  posts.onPost(user, { nonce: 'n', ...POST });
  assert.deepEqual(session.taken, []);
});
