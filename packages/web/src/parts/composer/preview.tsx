import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';
import { Icon } from '../controls/icon.tsx';
import { MessageText } from '../message/message-text.tsx';

/** How a text with code will look, for those who want to see it before it is sent. */
export function Preview({ text }: { readonly text: string }): VNode {
  const texts = useTexts();
  const isShown = useSignal(false);
  return (
    <div class="preview">
      {isShown.value && (
        <div class="preview-sheet" data-testid="preview">
          <MessageText text={text} />
        </div>
      )}
      <button
        type="button"
        class="quiet"
        aria-pressed={isShown.value}
        data-testid="preview-toggle"
        onClick={() => {
          isShown.value = !isShown.value;
        }}
      >
        <Icon name="eye" />
        {texts.preview}
      </button>
    </div>
  );
}
