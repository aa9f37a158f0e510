import type { RoomEvent } from '@teahouse/protocol/events';
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
    case 'message': {
      const [first = '', ...rest] = event.text === '' ? [] : visibleLines(event.text);
      const file = event.attachment;
      const files = file ? [texts.file(visibleName(file.type), file.size, visibleName(file.url))] : [];
      return first === '' && rest.length === 0
        ? [`${name}: ${files.join('')}`]
        : [`${name}: ${first}`, ...rest, ...files];
    }
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
