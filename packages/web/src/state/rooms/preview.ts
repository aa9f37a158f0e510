import type { Message } from '@teahouse/protocol/events';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Texts } from '../../text/texts.ts';
import { visible } from '../markup/visible.ts';
import { authorName } from '../people.ts';
import type { RoomView } from '../room-view.ts';

/** As much of a message as a line can show. What follows is cut off. */
export const PREVIEW_CHARACTERS_MAX = 120;

export interface Preview {
  /** Null where it goes without saying: in a room of two, what the other one said. */
  readonly author: string | null;
  readonly text: string;
  readonly atMs: number;
}

/** The last message of a room in one line, or null if nobody has said anything. */
export function previewOf(room: Pick<RoomView, 'kind' | 'latest'>, me: Person, texts: Texts): Preview | null {
  const { latest } = room;
  if (!latest) return null;
  return { author: authorIn(room.kind, latest, me, texts), text: lineOf(latest, texts), atMs: latest.at };
}

/** Signs around words that make them bold, struck or code, and such at the beginning of a line. */
const SIGNS_AROUND = /(\*\*|__|~~|`{1,3})(?=\S)(.+?)(?<=\S)\1/gu;
const SIGNS_BEFORE = /^ {0,3}(?:#{1,6} |> |```.*$)/gmu;

/** What a message says, as one line that hides nothing. */
export function lineOf({ text, attachment }: Message, texts: Texts): string {
  const written = visible(text.slice(0, 2 * PREVIEW_CHARACTERS_MAX));
  const start = written.replace(SIGNS_BEFORE, '').replace(SIGNS_AROUND, '$2').replace(/\s+/gu, ' ');
  const line = [...start.trim()].slice(0, PREVIEW_CHARACTERS_MAX).join('');
  return line === '' && attachment ? texts.attachment : line;
}

function authorIn(kind: RoomView['kind'], last: Message, me: Person, texts: Texts): string | null {
  if (last.by === me.id) return texts.mine;
  return kind === 'direct' ? null : authorName(last, texts);
}
