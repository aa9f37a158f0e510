import type { VNode } from 'preact';
import { useChat, useTexts } from '../../state/context.ts';
import { Icon } from '../controls/icon.tsx';
import { IconButton } from '../controls/icon-button.tsx';

/** Why the last thing asked for did not happen. */
export function Refusal(): VNode | null {
  const { refusal } = useChat();
  const texts = useTexts();
  if (refusal.value === null) return null;
  return (
    <div class="refusal" role="alert" data-testid="refusal">
      <Icon name="warning" />
      <p>{texts.errors[refusal.value]}</p>
      <IconButton
        icon="close"
        label={texts.close}
        onPress={() => {
          refusal.value = null;
        }}
      />
    </div>
  );
}
