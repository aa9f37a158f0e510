import { extension } from 'ws';

declare module 'ws' {
  /** Reads the header as RFC 6455 (section 9.1) has it: for each extension its offers, for each parameter its values. */
  export const extension: { parse(header: string): Readonly<Record<string, readonly Offer[]>> };
}

type Offer = Readonly<Record<string, readonly (string | true)[]>>;

/** What is said to an offer that suits us, or that none did. A header that is none fails the connection. */
export type Answer = `permessage-deflate${string}` | 'declined' | 'unreadable';

const NAME = 'permessage-deflate';
/**
 * No context from message to message, in either direction: one compressed frame suits every client, and nothing is
 * kept for any of them. A client must keep to it, whether or not it offered to.
 */
const AGREED = `${NAME}; server_no_context_takeover; client_no_context_takeover` as const;
/** Our window. It cannot be smaller for one of those who share a frame, so who asks for less is sent nothing compressed. */
const WINDOW = 'server_max_window_bits=15';

/** The parameters that an offer may have (RFC 7692, section 7.1), and the values with which it suits us. */
const SUITS: Readonly<Record<string, (value: string | true) => boolean>> = {
  server_no_context_takeover: (value) => value === true,
  client_no_context_takeover: (value) => value === true,
  server_max_window_bits: (value) => value === '15',
  // Whatever window a client has, the largest inflates what it made.
  client_max_window_bits: (value) => value === true || /^([89]|1[0-5])$/.test(value),
};

/** Our answer to a header `Sec-WebSocket-Extensions`: the first offer that suits is taken. */
export function answerTo(header: string | undefined): Answer {
  if (header === undefined) return 'declined';
  const offers = read(header);
  if (offers === null) return 'unreadable';
  const offer = offers.find(suits);
  if (!offer) return 'declined';
  return 'server_max_window_bits' in offer ? `${AGREED}; ${WINDOW}` : AGREED;
}

function read(header: string): readonly Offer[] | null {
  try {
    return extension.parse(header)[NAME] ?? [];
  } catch {
    return null;
  }
}

/** Once each: a parameter said twice makes an offer invalid, as one that nobody knows does. */
function suits(offer: Offer): boolean {
  return Object.entries(offer).every(
    ([name, [value, ...more]]) => value !== undefined && more.length === 0 && SUITS[name]?.(value) === true,
  );
}
