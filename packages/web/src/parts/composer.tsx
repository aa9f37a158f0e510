import { useSignal } from '@preact/signals';
import type { RoomId } from '@teahouse/protocol/ids';
import { TEXT_CHARACTERS_MAX } from '@teahouse/protocol/limits';
import type { Person } from '@teahouse/protocol/server-frames';
import { refuseText } from '@teahouse/protocol/text';
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { textKeys } from '../platform/keys.ts';
import { useChat, usePage, useTexts } from '../state/context.ts';
import { titleOf } from '../state/people.ts';
import type { RoomView } from '../state/room-view.ts';
import { Icon } from './icon.tsx';

interface ComposerProps {
  readonly room: RoomView;
  readonly me: Person;
}

/** From this many characters before the end on, the writer is told how many are left. */
const CHARACTERS_TOLD = 200;

/** The place to write. What is not sent yet waits here when the reader looks into another room. */
export function Composer({ room, me }: ComposerProps): VNode {
  const chat = useChat();
  const texts = useTexts();
  const [text, write] = useDraft(room.room);
  const field = useRef<HTMLTextAreaElement>(null);
  useGrowing(field, text);
  useFocusOnArrival(field);
  const isSendable = refuseText(text) === null;
  const send = () => {
    if (!isSendable || !chat.say(room.room, text)) return;
    write('');
    field.current?.focus();
  };
  return (
    <div class="composer">
      <Counter text={text} />
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        enterkeyhint="send"
        autocomplete="off"
        aria-label={texts.writeTo(titleOf(room, me, texts))}
        placeholder={texts.write}
        value={text}
        data-testid="composer"
        onInput={(event) => {
          const written = event.currentTarget.value;
          write(written);
          if (written.trim() !== '') chat.commands.typing(room.room);
        }}
        onKeyDown={textKeys({ onSubmit: send })}
      />
      <button
        type="button"
        class="primary round"
        aria-label={texts.send}
        title={texts.send}
        disabled={!isSendable}
        data-testid="send"
        onClick={send}
      >
        <Icon name="send" />
      </button>
    </div>
  );
}

/** What is being written in a room, and the way to change it. */
function useDraft(room: RoomId): [string, (text: string) => void] {
  const { drafts } = usePage();
  const text = useSignal(drafts.of(room));
  const write = (now: string) => {
    text.value = now;
    drafts.keep(room, now);
  };
  return [text.value, write];
}

/** Says how much more fits, once that matters. */
function Counter({ text }: { readonly text: string }): VNode | null {
  const texts = useTexts();
  if (text.length < TEXT_CHARACTERS_MAX - CHARACTERS_TOLD) return null;
  const left = TEXT_CHARACTERS_MAX - [...text].length;
  if (left > CHARACTERS_TOLD) return null;
  return (
    <p class={left < 0 ? 'counter fault' : 'counter'} role="status">
      {left < 0 ? texts.charactersOver(-left) : texts.charactersLeft(left)}
    </p>
  );
}

/** The field is as high as what is written in it, as far as the style sheet lets it. */
function useGrowing(field: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
}

/** Where there is a keyboard, writing can begin at once. On a phone it would cover half the room. */
function useFocusOnArrival(field: { readonly current: HTMLTextAreaElement | null }): void {
  useEffect(() => {
    if (window.matchMedia('(hover: hover) and (pointer: fine)').matches) field.current?.focus();
  }, [field]);
}
