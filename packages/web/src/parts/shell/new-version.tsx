import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { usePage, useTexts } from '../../state/context.ts';
import { IconButton } from '../controls/icon-button.tsx';

/** Offers to show a newer version of the page. Whoever does not want to be disturbed gets it the next time. */
export function NewVersion(): VNode | null {
  const updates = usePage().updates.value;
  const texts = useTexts();
  const isDeclined = useSignal(false);
  if (!updates?.isReady.value || isDeclined.value) return null;
  return (
    <div class="banner newer" data-testid="new-version">
      <p>{texts.newVersion}</p>
      <button type="button" data-testid="reload" onClick={() => updates.reload()}>
        {texts.reload}
      </button>
      <IconButton
        icon="close"
        label={texts.later}
        onPress={() => {
          isDeclined.value = true;
        }}
      />
    </div>
  );
}
