import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { CodePiece, Highlight } from '../../state/highlight.ts';

interface CodeProps {
  readonly code: string;
  readonly language: string | null;
  /** Null as long as it is not there. */
  readonly highlight: Highlight | null;
}

/** Code with its words coloured, where the language is known. */
export function Code({ code, language, highlight }: CodeProps): VNode {
  const pieces = useMemo(
    () => (highlight && language !== null ? highlight(code, language) : null),
    [code, language, highlight],
  );
  return <code>{pieces ? pieces.map(drawn) : code}</code>;
}

function drawn({ code, kind }: CodePiece, index: number): VNode | string {
  if (kind === null) return code;
  return (
    <span key={index} class={`code-${kind}`}>
      {code}
    </span>
  );
}
