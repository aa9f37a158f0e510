import type { Message, RoomEvent } from '@teahouse/protocol/events';
import { nameOf } from './names.ts';
import type { Texts } from './texts/texts.ts';
import { visibleLines, visibleName } from './visible.ts';

/** The lines after the first of a message stand under it. */
const INDENT = '      ';

/** Something that happened in a room as lines to read: `12:03 小明: 你好`. */
export function eventLines(event: RoomEvent, texts: Texts): string {
  const time = new Date(event.at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return `${time} ${said(event, texts).join(`\n${INDENT}`)}`;
}

function said(event: RoomEvent, texts: Texts): string[] {
  const { by: id, from } = event;
  const name = nameOf(from === undefined ? { id } : { id, name: from }, texts);
  switch (event.type) {
    case 'message':
      return messageLines(event, name, texts);
    case 'joined':
      return [`* ${texts.joined(name)}`];
    case 'left':
      return [`* ${texts.left(name)}`];
    case 'renamed':
      return [`* ${texts.renamed(name, visibleName(event.name))}`];
    case 'room_created':
      return [`* ${texts.created(name)}`];
  }
}

function messageLines({ text, attachment }: Message, name: string, texts: Texts): string[] {
  const lines = text === '' ? [] : visibleLines(text);
  if (attachment) {
    const { type, size, url } = attachment;
    lines.push(texts.file(visibleName(type), size, visibleName(url)));
  }
  return [`${name}: ${lines[0] ?? ''}`, ...lines.slice(1)];
}
