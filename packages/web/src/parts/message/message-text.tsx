import type { VNode } from 'preact';
import { usePage } from '../../state/context.ts';
import type { Named } from '../../state/markup/names.ts';
import { PlainText } from './plain-text.tsx';

interface MessageTextProps {
  readonly text: string;
  /** Whom it mentions. */
  readonly named?: readonly Named[];
}

const NOBODY: readonly Named[] = [];

/** What was said: as it was written, until what reads Markdown has come. */
export function MessageText({ text, named = NOBODY }: MessageTextProps): VNode {
  const FormattedText = usePage().formattedText.value;
  return FormattedText ? <FormattedText text={text} named={named} /> : <PlainText text={text} />;
}
