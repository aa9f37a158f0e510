import type { Signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';

/** Lines shown at first. A longer text is unfolded by those who want to read it. */
export const LINES_SHOWN_MAX = 30;

export function ShowAll({ isUnfolded }: { readonly isUnfolded: Signal<boolean> }): VNode {
  const texts = useTexts();
  return (
    <button
      type="button"
      class="quiet show-all"
      onClick={() => {
        isUnfolded.value = true;
      }}
    >
      {texts.showAll}
    </button>
  );
}
