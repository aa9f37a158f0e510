import { TEXT_CHARACTERS_MAX } from '@teahouse/protocol/limits';
import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';

/** From this many characters before the end on, the writer is told how many are left. */
const CHARACTERS_TOLD = 200;

/** Says how much more fits, once that matters. */
export function Counter({ text }: { readonly text: string }): VNode | null {
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
