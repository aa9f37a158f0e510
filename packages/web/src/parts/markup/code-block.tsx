import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { whenOnScreen } from '../../platform/on-screen.ts';
import { usePage, useTexts } from '../../state/context.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { Code } from './code.tsx';

interface CodeBlockProps {
  readonly code: string;
  /** As it was named by who wrote it. */
  readonly language: string | null;
}

/** Code in a box, to be copied with one press. It gets its colours when it comes on screen. */
export function CodeBlock({ code, language }: CodeBlockProps): VNode {
  const texts = useTexts();
  const { highlighter } = usePage();
  const isSeen = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (language === null || !box.current) return;
    return whenOnScreen(box.current, () => {
      isSeen.value = true;
      void highlighter.need();
    });
  }, [language, highlighter, isSeen]);
  const highlight = isSeen.value ? highlighter.value : null;
  return (
    <div ref={box} class="code-block" dir="ltr" data-testid="code-block">
      <div class="code-head">
        <span class="code-language">{language}</span>
        <CopyButton text={code} label={texts.copyCode} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
      <pre tabIndex={0}>
        <Code code={code} language={language} highlight={highlight} />
      </pre>
    </div>
  );
}
