import type { OutboxEntry } from '@teahouse/client/outbox';
import type { VNode } from 'preact';
import { useChat, useTexts } from '../../state/context.ts';
import { MessageText } from '../message/message-text.tsx';
import { Meta } from '../message/meta.tsx';

/** One's own message that the server has not acknowledged: on its way, or refused with a reason. */
export function WaitingMessage({ entry }: { readonly entry: OutboxEntry }): VNode {
  return (
    <li class={`own message ${entry.state}`} data-testid="message" data-state={entry.state}>
      <div class="bubble">
        <div class="said">
          <MessageText text={entry.text} />
          <Meta atMs={entry.createdAtMs} mark={entry.state} />
        </div>
      </div>
      {entry.state === 'failed' && <Failed entry={entry} />}
    </li>
  );
}

function Failed({ entry }: { readonly entry: OutboxEntry }): VNode {
  const { commands } = useChat();
  const texts = useTexts();
  return (
    <div class="failure">
      <p role="alert">{entry.code ? texts.errors[entry.code] : texts.failed}</p>
      <button type="button" data-testid="retry" onClick={() => commands.retry(entry.id)}>
        {texts.retry}
      </button>
      <button type="button" data-testid="take-back" onClick={() => commands.discard(entry.id)}>
        {texts.takeBack}
      </button>
    </div>
  );
}
