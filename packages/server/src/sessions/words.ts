import { isUserStream } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Feed } from '../fanout/feed.ts';
import { reply } from './replies.ts';

/** What gateways tell each other of a stream that is in no log: it is worth hearing now, or not at all. */
export type Word = { readonly kind: 'typing'; readonly person: Person };

type Taking = { readonly [Kind in Word['kind']]: (word: Extract<Word, { kind: Kind }>, feed: Feed) => void };

/** What is done with each kind of word that came from another gateway. */
const TAKING: Taking = {
  typing: ({ person }, feed) => showTyping(feed, person),
};

export function encodeWord(word: Word): Uint8Array {
  return Buffer.from(JSON.stringify(word));
}

/** Takes what another gateway of this house passed. What a later version has to say is not understood, and no harm. */
export function takeWord(feed: Feed, bytes: Uint8Array): void {
  const word = JSON.parse(Buffer.from(bytes).toString()) as Word;
  if (Object.hasOwn(TAKING, word.kind)) TAKING[word.kind](word, feed);
}

/** Shows that somebody is typing to all others in the room at this gateway. */
export function showTyping(feed: Feed, person: Person): void {
  if (isUserStream(feed.stream)) return;
  feed.broadcast(reply({ type: 'typing', room: feed.stream, users: [person] }), person.id);
}
