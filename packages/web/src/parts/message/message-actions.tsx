import type { ReadonlySignal } from '@preact/signals';
import type { Message } from '@teahouse/protocol/events';
import type { VNode } from 'preact';
import { quoteOf } from '../../state/composing/quote.ts';
import { usePage, useTexts } from '../../state/context.ts';
import { hashOf } from '../../state/route.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { Icon } from '../controls/icon.tsx';

interface MessageActionsProps {
  readonly message: Message;
  /** Whether the reader has come near: with the mouse, the keyboard or a finger. */
  readonly isNear: ReadonlySignal<boolean>;
}

/**
 * What can be done with a message: shown to a mouse above it, to the keyboard when it comes by, and to a
 * finger that rests. Only the first button is always there, so that a long room stays light.
 */
export function MessageActions({ message, isNear }: MessageActionsProps): VNode {
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
      {isNear.value && (
        <>
          {message.text !== '' && <CopyButton text={message.text} label={texts.copyMessage} />}
          <CopyButton text={addressOf(message)} label={texts.copyMessageLink} icon="link" />
        </>
      )}
    </fieldset>
  );
}

/** Leads to the message with its surroundings, for everyone who is in the room. */
function addressOf({ room, seq }: Message): string {
  return new URL(hashOf({ at: 'room', room, seq }), window.location.origin).href;
}
