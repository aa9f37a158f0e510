import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { TextProps } from '../../state/context.ts';
import { isFewEmoji } from '../../state/markup/few-emoji.ts';
import { folded } from '../../state/markup/fold.ts';
import { treeOf, warmUp } from '../../state/markup/trees.ts';
import { LINES_SHOWN_MAX, ShowAll } from '../message/show-all.tsx';
import { drawnBlocks } from './blocks.tsx';

warmUp();

/** A text with what its Markdown means. */
export function FormattedText({ text, named }: TextProps): VNode {
  const isUnfolded = useSignal(false);
  const blocks = treeOf(text);
  const shown = isUnfolded.value ? blocks : folded(blocks, LINES_SHOWN_MAX);
  return (
    <div class={isFewEmoji(text) ? 'text big-emoji' : 'text'} data-testid="text">
      {drawnBlocks(shown, named)}
      {shown !== blocks && <ShowAll isUnfolded={isUnfolded} />}
    </div>
  );
}
