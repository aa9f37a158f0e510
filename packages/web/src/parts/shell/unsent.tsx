import type { VNode } from 'preact';
import { useChat, usePage, useTexts } from '../../state/context.ts';

/** How many messages are not sent, and the way to look at them. */
export function Unsent(): VNode | null {
  const { outbox } = useChat();
  const { sheet } = usePage();
  const texts = useTexts();
  if (outbox.length === 0) return null;
  const waiting = outbox.filter((entry) => entry.state === 'pending').length;
  const look = () => {
    sheet.value = 'unsent';
  };
  return (
    <button type="button" class="unsent" data-testid="unsent" onClick={look}>
      {waiting > 0 ? texts.unsent(waiting) : texts.notSent(outbox.length)}
    </button>
  );
}
