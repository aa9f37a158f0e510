import type { RandomBytes, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Feeds } from '../fanout/feeds.ts';
import type { Clock } from '../runtime/clock.ts';
import { encodeWord } from './words.ts';

/** Posts that wait for another gateway. One more is answered `busy`. */
export const POSTS_WAITING_MAX = 1_000;
/** Of one person: a client posts one after another, and each is said three times on the bus. */
export const POSTS_WAITING_PER_PERSON_MAX = 4;
/** A post is said so often, with such waits for an answer: words between gateways may be lost. */
const ASK_MS = [250, 750, 1_000] as const;
/** Nobody can guess what an answer bears. */
const NONCE_BYTES = 12;

/** Frames that came by HTTP. The first post to a session is number 1. */
export interface Post {
  readonly session: string;
  readonly n: number;
  readonly frames: readonly string[];
}

/**
 * What became of a post: `taken`, now or before; a `gap` of posts before it that never came; `busy`, to be posted
 * again a little later; `nobody` holds the session.
 */
export type Posted = 'taken' | 'gap' | 'busy' | 'nobody';

/** A session whose commands come by HTTP. */
export interface PostedTo {
  /** Whose session it is; null before the welcome. */
  readonly user: UserId | null;
  /** Whether this is the token of that person. */
  isOf(token: string): boolean;
  /** Takes each post once, in the order of their numbers, however often it comes. */
  take(post: Post): Exclude<Posted, 'nobody'>;
}

interface Deps {
  readonly feeds: Feeds;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

interface Asked {
  readonly user: UserId;
  readonly answer: (posted: Posted) => void;
}

/**
 * Brings what was posted to the session that it is for. It may be held by another gateway than the one that was posted to:
 * then it goes over the bus, on the stream of the person whose session it is, which that gateway follows.
 */
export class Posts {
  readonly #deps: Deps;
  readonly #held = new Map<string, PostedTo>();
  readonly #asked = new Map<string, Asked>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Sessions that are held here. */
  get count(): number {
    return this.#held.size;
  }

  hold(session: string, to: PostedTo): Disposable {
    this.#held.set(session, to);
    return { [Symbol.dispose]: () => this.#held.delete(session) };
  }

  held(session: string): PostedTo | undefined {
    return this.#held.get(session);
  }

  /** Brings a post of this person to wherever their session is held. */
  async passOn(user: UserId, post: Post): Promise<Posted> {
    const ofPerson = this.#asked.values().filter((asked) => asked.user === user);
    if (this.#asked.size >= POSTS_WAITING_MAX) return 'busy';
    if (ofPerson.toArray().length >= POSTS_WAITING_PER_PERSON_MAX) return 'busy';
    const nonce = Buffer.from(this.#deps.random(NONCE_BYTES)).toString('base64url');
    const { promise: answer, resolve } = Promise.withResolvers<Posted>();
    this.#asked.set(nonce, { user, answer: resolve });
    try {
      return await this.#ask(user, encodeWord({ kind: 'post', nonce, ...post }), answer);
    } finally {
      this.#asked.delete(nonce);
    }
  }

  /** Another gateway was posted to. Whoever does not hold the session says nothing. */
  onPost(stream: StreamId, { nonce, ...post }: Post & { readonly nonce: string }): void {
    const to = this.#held.get(post.session);
    if (to?.user !== stream) return;
    this.#deps.feeds.pass(stream, encodeWord({ kind: 'posted', nonce, posted: to.take(post) }));
  }

  onPosted(stream: StreamId, { nonce, posted }: { readonly nonce: string; readonly posted: Posted }): void {
    const asked = this.#asked.get(nonce);
    if (asked?.user === stream) asked.answer(posted);
  }

  async #ask(user: UserId, word: Uint8Array, answer: Promise<Posted>): Promise<Posted> {
    const { feeds, clock } = this.#deps;
    // Only who follows the stream hears the answer.
    await feeds.open(user);
    for (const waitMs of ASK_MS) {
      feeds.pass(user, word);
      const late = Promise.withResolvers<null>();
      using _timer = clock.after(waitMs, () => late.resolve(null));
      const posted = await Promise.race([answer, late.promise]);
      if (posted !== null) return posted;
    }
    return 'nobody';
  }
}
