import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { copyText } from '../../platform/clipboard.ts';
import { useTexts } from '../../state/context.ts';
import { Icon, type IconName } from './icon.tsx';

interface CopyButtonProps {
  readonly text: string;
  /** What it copies, in words. */
  readonly label: string;
  readonly icon?: IconName;
}

/** Copies with one press, and says so until the reader turns elsewhere. */
export function CopyButton({ text, label, icon = 'copy' }: CopyButtonProps): VNode {
  const texts = useTexts();
  const outcome = useSignal<'copied' | 'notCopied' | null>(null);
  const copy = async () => {
    outcome.value = (await copyText(text)) ? 'copied' : 'notCopied';
  };
  const forget = () => {
    outcome.value = null;
  };
  const said = outcome.value && texts[outcome.value];
  return (
    <button
      type="button"
      class={`quiet small round${outcome.value === 'copied' ? ' done' : ''}`}
      title={said ?? label}
      data-testid="copy"
      onClick={() => void copy()}
      onBlur={forget}
      onPointerLeave={forget}
    >
      <Icon name={outcome.value === null ? icon : outcome.value === 'copied' ? 'check' : 'warning'} />
      <span class="unseen">{label}</span>
      <span class="unseen" role="status">
        {said}
      </span>
    </button>
  );
}
