import type { Person } from '@teahouse/protocol/server-frames';
import type { RefObject, VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { textKeys } from '../../platform/keys.ts';
import { hasFence } from '../../state/composing/token.ts';
import { useChat, usePage, useTexts } from '../../state/context.ts';
import { titleOf } from '../../state/people.ts';
import type { RoomView } from '../../state/room-view.ts';
import { type Completion, rowId } from './use-completion.ts';
import { useGrowing } from './use-growing.ts';
import { useMarks } from './use-marks.ts';
import { useQuote } from './use-quote.ts';
import { useShortcodes } from './use-shortcodes.ts';

interface WritingFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly room: RoomView;
  readonly me: Person;
  readonly completion: Completion;
  readonly onSubmit: () => void;
  /** Files were pasted. Text that came with them is taken as any other. */
  readonly onFiles: () => void;
}

/** The text of a message as it is written. Enter sends it where there is a keyboard, else begins a line. */
export function WritingField(props: WritingFieldProps): VNode {
  const { field, room, me, completion, onSubmit, onFiles } = props;
  const { commands } = useChat();
  const { drafts, hasKeyboard } = usePage();
  const texts = useTexts();
  const { text } = drafts.of(room.room).value;
  const marks = useMarks(field);
  const closeShortcode = useShortcodes(field);
  useGrowing(field, text);
  useFocusOnArrival(field);
  useQuote(field, room.room);
  const isOpen = completion.suggestions.length > 0;
  return (
    <textarea
      ref={field}
      rows={1}
      dir="auto"
      class={hasFence(text) ? 'with-code' : undefined}
      enterkeyhint={hasKeyboard.value ? 'send' : 'enter'}
      autocomplete="off"
      aria-label={texts.writeTo(titleOf(room, me, texts))}
      aria-autocomplete="list"
      aria-haspopup="listbox"
      aria-controls={isOpen ? completion.listId : undefined}
      aria-activedescendant={isOpen ? rowId(completion.listId, completion.active) : undefined}
      placeholder={texts.write}
      value={text}
      data-testid="composer"
      onInput={(event) => {
        const { value } = event.currentTarget;
        drafts.write(room.room, value);
        if (value.trim() !== '') commands.typing(room.room);
        completion.look(event);
        if (!event.isComposing) closeShortcode();
      }}
      onCompositionStart={completion.hide}
      onCompositionEnd={() => completion.look({})}
      onKeyUp={completion.look}
      onClick={() => completion.look({})}
      onBlur={completion.hide}
      onPaste={({ clipboardData }) => {
        if (clipboardData && clipboardData.files.length > 0) onFiles();
      }}
      onKeyDown={textKeys({
        onSubmit: hasKeyboard.value ? onSubmit : undefined,
        chords: { ...marks, ...completion.chords },
      })}
    />
  );
}

/** Where there is a keyboard, writing can begin at once. On a phone it would cover half the room. */
function useFocusOnArrival(field: RefObject<HTMLTextAreaElement | null>): void {
  const { hasKeyboard } = usePage();
  useEffect(() => {
    if (hasKeyboard.peek()) field.current?.focus();
  }, [field, hasKeyboard]);
}
