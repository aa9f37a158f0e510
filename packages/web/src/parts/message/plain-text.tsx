import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { LINES_SHOWN_MAX, ShowAll } from './show-all.tsx';

/** A text and nothing else, line by line. */
export function PlainText({ text }: { readonly text: string }): VNode {
  const isUnfolded = useSignal(false);
  const lines = text.split(/\r\n|[\r\n]/);
  const shown = isUnfolded.value ? lines : lines.slice(0, LINES_SHOWN_MAX);
  return (
    <div class="text" data-testid="text">
      <p>
        {shown.map((line, index) => (
          <span class="line" key={index}>
            {line}
          </span>
        ))}
      </p>
      {shown.length < lines.length && <ShowAll isUnfolded={isUnfolded} />}
    </div>
  );
}
