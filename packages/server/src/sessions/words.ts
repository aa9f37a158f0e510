import { isUserStream, type RoomId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Feed } from '../fanout/feed.ts';
import type { PresenceWord } from '../presence/words.ts';
import type { Post, Posted, Posts } from './posts.ts';
import { reply } from './replies.ts';

/** What gateways tell each other of a stream that is in no log: it is worth hearing now, or not at all. */
export type Word =
  | { readonly kind: 'typing'; readonly person: Person }
  | { readonly kind: 'presence'; readonly word: PresenceWord }
  /** Frames for a session of this person that another gateway may hold, and what that one says to it. */
  | ({ readonly kind: 'post'; readonly nonce: string } & Post)
  | { readonly kind: 'posted'; readonly nonce: string; readonly posted: Posted };

type Taking = { readonly [Kind in Word['kind']]: (word: Extract<Word, { kind: Kind }>, feed: Feed) => void };

const KINDS: { readonly [Kind in Word['kind']]: true } = {
  typing: true,
  presence: true,
  post: true,
  posted: true,
};

interface Takers {
  /** What other nodes say of who is connected to them. */
  readonly takePresence: (room: RoomId, word: PresenceWord) => void;
  readonly posts: Pick<Posts, 'onPost' | 'onPosted'>;
}

export function encodeWord(word: Word): Uint8Array {
  return Buffer.from(JSON.stringify(word));
}

/** Undefined for what a later version has to say. */
export function decodeWord(bytes: Uint8Array): Word | undefined {
  const word = JSON.parse(Buffer.from(bytes).toString()) as Word;
  return Object.hasOwn(KINDS, word.kind) ? word : undefined;
}

/**
 * Takes what another gateway of this house passed, each kind of word in its way. What a later version has to say is
 * not understood, and no harm.
 */
export function takingWords({ takePresence, posts }: Takers): (feed: Feed, bytes: Uint8Array) => void {
  const taking: Taking = {
    typing: ({ person }, feed) => showTyping(feed, person),
    presence: ({ word }, { stream }) => {
      if (!isUserStream(stream)) takePresence(stream, word);
    },
    post: (word, { stream }) => posts.onPost(stream, word),
    posted: (word, { stream }) => posts.onPosted(stream, word),
  };
  return (feed, bytes) => {
    const word = decodeWord(bytes);
    if (word) take(taking, word, feed);
  };
}

/** Shows that somebody is typing to all others in the room at this gateway. */
export function showTyping(feed: Feed, person: Person): void {
  if (isUserStream(feed.stream)) return;
  feed.broadcast(reply({ type: 'typing', room: feed.stream, users: [person] }), person.id);
}

function take<Kind extends Word['kind']>(
  taking: Taking,
  word: Extract<Word, { kind: Kind }>,
  feed: Feed,
): void {
  taking[word.kind as Kind](word, feed);
}
