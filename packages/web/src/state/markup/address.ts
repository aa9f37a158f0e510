import { ROOM_ID_PATTERN } from '@teahouse/protocol/ids';

/** What a link may open. Anything else stays the text it is (S3). */
const PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
/** Letters of these scripts follow an address without a space between; they are not a part of it. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\uff00-\uffef]/u
    .source;
const ADDRESS = new RegExp(
  String.raw`^(?:https?:\/\/|www\.)(?:(?!${UNSPACED})[\p{L}\p{N}]|[-._~:/?#@!$&'()*+,;=%[\]])+`,
  'iu',
);
/** Where an address begins in the middle of a text: not within a word. */
const BEGINNING = /(?<![a-z0-9._-])(?:https?:\/\/|www\.)[^\s/.]/i;
/** An address at the end of a sentence does not have the full stop in it. */
const SENTENCE_END = /[?!.,:;*_'"~]+$/;
/** Words that a reader takes for the name of a server. */
const SERVER_NAME = /[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;
const WRITTEN_SERVER = /^(?:https?:\/\/)?(?:[^/?#@]*@)?((?<=\/\/.*)[^/?#:]+|www\.[^/?#:]+)/i;
/** Longer ones are cut in the middle of nowhere, so they are no links. */
const ADDRESS_CHARACTERS_MAX = 2_000;

/** The address at the beginning of a text, as far as it belongs together, or null. */
export function addressAt(text: string): string | null {
  let address = ADDRESS.exec(text.slice(0, ADDRESS_CHARACTERS_MAX))?.[0] ?? '';
  for (let before = ''; before !== address; ) {
    before = address;
    address = withoutLooseBracket(address.replace(SENTENCE_END, ''));
  }
  return /^(?:https?:\/\/|www\.)[\p{L}\p{N}[]/iu.test(address) ? address : null;
}

/** How far into a text an address begins, or undefined if none does. */
export function nextAddress(text: string): number | undefined {
  const index = text.search(BEGINNING);
  return index === -1 ? undefined : index;
}

/** `(see https://tea.example)` ends before the bracket, `https://tea.example/a_(b)` has it. */
function withoutLooseBracket(address: string): string {
  const last = address.at(-1);
  if (last !== ')' && last !== ']') return address;
  const opening = last === ')' ? '(' : '[';
  const count = (bracket: string) => address.split(bracket).length - 1;
  return count(last) > count(opening) ? address.slice(0, -1) : address;
}

/** The address that a link opens, or null if it must not be one. */
export function safeAddress(written: string): URL | null {
  const whole = /^www\./i.test(written) ? `https://${written}` : written;
  if (written.length > ADDRESS_CHARACTERS_MAX || !URL.canParse(whole)) return null;
  const url = new URL(whole);
  return PROTOCOLS.has(url.protocol) ? url : null;
}

/** The address of a room within this page, or of a message in it; null if it is none. */
export function roomAddress(written: string): string | null {
  const room = /^#\/room\/(\w+)(?:\/\d{1,10})?$/.exec(written)?.[1] ?? '';
  return ROOM_ID_PATTERN.test(room) ? written : null;
}

/** What to show beside the words of a link that look as if it led elsewhere; null if they are honest. */
export function leadsTo(url: URL, words: string): string | null {
  const place = url.protocol === 'mailto:' ? url.pathname : url.host;
  const hidesName = url.username !== '' || url.password !== '';
  const isHonest = words.trim() === place || serversNamed(words).every((name) => isServer(url, name));
  return hidesName || !isHonest ? place : null;
}

/** Of words that are an address the server in it, otherwise everything that could be one. */
function serversNamed(words: string): readonly string[] {
  const written = WRITTEN_SERVER.exec(words.trim())?.[1];
  return written === undefined ? (words.match(SERVER_NAME) ?? []) : [written];
}

/** Letters that only look like those of the server are not: its own name has none but ASCII letters. */
function isServer({ hostname }: URL, name: string): boolean {
  const written = name.toLowerCase();
  return written === hostname || `www.${written}` === hostname;
}
