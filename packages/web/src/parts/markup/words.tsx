import type { VNode } from 'preact';
import { type Named, withNames } from '../../state/markup/names.ts';

/** Words as they were written. Those who are meant by them stand out, the reader most. */
export function drawnWords(text: string, people: readonly Named[]): (VNode | string)[] {
  return withNames(text, people).map(({ words, named }, index) =>
    named ? (
      <bdi key={index} class={named.isMe ? 'mention me' : 'mention'} data-testid="mention">
        {words}
      </bdi>
    ) : (
      words
    ),
  );
}
