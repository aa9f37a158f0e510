import type { Signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';

/** Rooms of two are made otherwise: by a press on somebody. */
export type ChosenKind = 'open' | 'closed';

/** Who may come into a new room. */
export function KindChoice({ kind }: { readonly kind: Signal<ChosenKind> }): VNode {
  const texts = useTexts();
  const choices = [
    ['open', texts.openKind],
    ['closed', texts.closedKind],
  ] as const;
  return (
    <fieldset class="choice">
      <legend>{texts.roomKind}</legend>
      {choices.map(([each, label]) => (
        <label key={each}>
          <input
            type="radio"
            name="kind"
            checked={kind.value === each}
            data-testid={`kind-${each}`}
            onChange={() => {
              kind.value = each;
            }}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
