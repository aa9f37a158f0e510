import type { Message } from '@teahouse/protocol/events';
import type { VNode } from 'preact';
import { quoteOf } from '../../state/composing/quote.ts';
import { usePage, useTexts } from '../../state/context.ts';
import { hashOf } from '../../state/route.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { Icon } from '../controls/icon.tsx';

interface MessageActionsProps {
  readonly message: Message;
}

/** What can be done with a message: shown to a mouse above it, to the keyboard when it comes by, and to a finger that rests. */
export function MessageActions({ message }: MessageActionsProps): VNode {
  const texts = useTexts();
  const { quote } = usePage();
  return (
    <fieldset class="actions" aria-label={texts.messageActions} data-testid="actions">
      <button
        type="button"
        class="quiet small round"
        title={texts.quote}
        aria-label={texts.quote}
        data-testid="quote"
        onClick={() => {
          quote.value = quoteOf(message);
        }}
      >
        <Icon name="quote" />
      </button>
      {message.text !== '' && <CopyButton text={message.text} label={texts.copyMessage} />}
      <CopyButton text={addressOf(message)} label={texts.copyMessageLink} icon="link" />
    </fieldset>
  );
}

/** Leads to the message with its surroundings, for everyone who is in the room. */
function addressOf({ room, seq }: Message): string {
  return new URL(hashOf({ at: 'room', room, seq }), window.location.origin).href;
}
