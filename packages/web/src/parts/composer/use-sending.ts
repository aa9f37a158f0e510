import type { Signal } from '@preact/signals';
import { MENTIONS_MAX } from '@teahouse/protocol/limits';
import { refuseText } from '@teahouse/protocol/text';
import type { ComposerNotice } from '../../state/composing/composer-notice.ts';
import { readWritten } from '../../state/composing/slash-commands.ts';
import { useChat, usePage } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useSlashCommands } from './use-slash-commands.ts';

/** Says what is written, or does what it asks for. What could not be done stays in the field. */
export function useSending({ room }: RoomView, notice: Signal<ComposerNotice | null>): () => void {
  const chat = useChat();
  const { drafts } = usePage();
  const obey = useSlashCommands(room, notice);
  const say = (text: string) => {
    const { people } = drafts.of(room).peek();
    const mentions = [...new Set(people.map(({ id }) => id))].slice(0, MENTIONS_MAX);
    return chat.say(room, text, mentions);
  };
  return () => {
    const { text } = drafts.of(room).peek();
    if (refuseText(text) !== null) return;
    notice.value = null;
    const written = readWritten(text);
    const isDone = written.wants === 'say' ? say(written.text) : obey(written, say);
    if (isDone) drafts.write(room, '');
  };
}
