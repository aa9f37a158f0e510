import type { OutboxEntry } from '@teahouse/client/outbox';
import type { VNode } from 'preact';
import { useChat, useTexts } from '../../state/context.ts';
import { titleOf } from '../../state/people.ts';
import { Dialog } from '../controls/dialog.tsx';
import { Name } from '../controls/name.tsx';

/** Every message that is not sent, room by room: to be looked at, tried again, taken back. */
export function UnsentMessages({ onClose }: { readonly onClose: () => void }): VNode {
  const { outbox, rooms, me } = useChat();
  const texts = useTexts();
  return (
    <Dialog title={texts.unsentMessages} onClose={onClose} testId="unsent-messages">
      {outbox.length === 0 && <p>{texts.nothingUnsent}</p>}
      {[...Map.groupBy(outbox, (entry) => entry.room)].map(([id, entries]) => {
        const room = rooms.get(id);
        return (
          <section key={id} class="unsent-room">
            <h3>
              <Name>{room ? titleOf(room, me, texts) : texts.unknownRoom}</Name>
            </h3>
            <ul>
              {entries.map((entry) => (
                <UnsentMessage key={entry.id} entry={entry} />
              ))}
            </ul>
          </section>
        );
      })}
    </Dialog>
  );
}

function UnsentMessage({ entry }: { readonly entry: OutboxEntry }): VNode {
  const { commands } = useChat();
  const texts = useTexts();
  const { id, text, state, code } = entry;
  return (
    <li class={`unsent-message ${state}`} data-testid="unsent-message">
      <p class="unsent-text" dir="auto">
        {text}
      </p>
      <p class="note">{state === 'pending' ? texts.pending : code ? texts.errors[code] : texts.failed}</p>
      <div class="unsent-actions">
        {state === 'failed' && (
          <button type="button" data-testid="retry" onClick={() => commands.retry(id)}>
            {texts.retry}
          </button>
        )}
        <button type="button" data-testid="take-back" onClick={() => commands.discard(id)}>
          {texts.takeBack}
        </button>
      </div>
    </li>
  );
}
