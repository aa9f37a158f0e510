import type { RoomId } from '@teahouse/protocol/ids';

/** Somebody's words on their way into the composer of a room. */
export interface Quote {
  readonly room: RoomId;
  /** Markdown, with an empty line to write on below. */
  readonly text: string;
}

/** More is cut: who wants to read it all finds it where it was said. */
const LINES_MAX = 6;
const CHARACTERS_MAX = 400;

/** A message as a quote to answer below. */
export function quoteOf({ room, text }: { readonly room: RoomId; readonly text: string }): Quote {
  const beginning = [...text].slice(0, CHARACTERS_MAX).join('').split('\n').slice(0, LINES_MAX).join('\n');
  const words = beginning.length < text.length ? `${beginning.trimEnd()}…` : text.trimEnd();
  return { room, text: `${words.replace(/^/gm, '> ')}\n` };
}
