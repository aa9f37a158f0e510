import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useTexts } from '../state/context.ts';

/** Lines shown at first. A longer text is unfolded by those who want to read it. */
export const LINES_MAX = 30;

/**
 * What was said, as text and nothing else. Each line is a block of its own: it has its own direction, and
 * what is piled up on its letters is clipped there.
 */
export function MessageText({ text }: { readonly text: string }): VNode {
  const texts = useTexts();
  const isUnfolded = useSignal(false);
  const lines = text.split(/\r\n|[\r\n]/);
  const shown = isUnfolded.value ? lines : lines.slice(0, LINES_MAX);
  return (
    <div class="text" data-testid="text">
      {shown.map((line, index) => (
        <span class="line" key={index}>
          {line}
        </span>
      ))}
      {shown.length < lines.length && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            isUnfolded.value = true;
          }}
        >
          {texts.showAll}
        </button>
      )}
    </div>
  );
}
