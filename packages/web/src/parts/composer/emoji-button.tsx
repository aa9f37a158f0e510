import { useSignal } from '@preact/signals';
import type { RefObject, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { editField } from '../../platform/edit-field.ts';
import { onPressOutside } from '../../platform/outside-press.ts';
import { usePage, useTexts } from '../../state/context.ts';
import { Icon } from '../controls/icon.tsx';
import { later } from '../controls/later.tsx';

const EmojiPicker = later(async () => (await import('./emoji-picker.tsx')).EmojiPicker);

/** Opens the emoji, and puts the chosen one where the caret of the field is. */
export function EmojiButton({ field }: { readonly field: RefObject<HTMLTextAreaElement | null> }): VNode {
  const { hasKeyboard } = usePage();
  const texts = useTexts();
  const isOpen = useSignal(false);
  const place = useRef<HTMLDivElement>(null);
  const close = () => {
    isOpen.value = false;
  };
  useEffect(
    () => (isOpen.value && place.current ? onPressOutside(place.current, close) : undefined),
    [isOpen.value],
  );
  const closeAndWrite = () => {
    close();
    // On a phone the keyboard would come up again after each one.
    if (hasKeyboard.value) field.current?.focus();
  };
  const take = (emoji: string) => {
    closeAndWrite();
    const element = field.current;
    if (!element) return;
    editField(element, { start: element.selectionStart, end: element.selectionEnd, insert: emoji });
  };
  return (
    <div
      class="emoji-place"
      ref={place}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) close();
      }}
    >
      <button
        type="button"
        class="quiet round"
        aria-label={texts.emoji}
        title={texts.emoji}
        aria-expanded={isOpen.value}
        aria-haspopup="dialog"
        data-testid="emoji"
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        <Icon name="smile" />
      </button>
      {isOpen.value && <EmojiPicker onTake={take} onClose={closeAndWrite} />}
    </div>
  );
}
