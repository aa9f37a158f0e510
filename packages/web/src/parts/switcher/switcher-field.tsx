import type { Signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { textKeys } from '../../platform/keys.ts';
import { useTexts } from '../../state/context.ts';

interface SwitcherFieldProps {
  readonly typed: Signal<string>;
  /** Which of the list is taken with Enter. */
  readonly chosen: Signal<number>;
  readonly count: number;
  readonly listId: string;
  readonly onTake: () => void;
}

/** The field over a list. The focus stays in it while the arrows walk through the list. */
export function SwitcherField({ typed, chosen, count, listId, onTake }: SwitcherFieldProps): VNode {
  const texts = useTexts();
  const hint = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const walk = (step: number) => () => {
    if (count > 0) chosen.value = (chosen.value + step + count) % count;
    return true;
  };
  return (
    <>
      <input
        ref={input}
        dir="auto"
        autocomplete="off"
        enterkeyhint="go"
        role="combobox"
        aria-expanded={count > 0}
        aria-controls={count > 0 ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={count > 0 ? `${listId}-${chosen.value}` : undefined}
        aria-label={texts.switcherField}
        aria-describedby={hint}
        placeholder={texts.switcherField}
        value={typed.value}
        data-testid="switcher-field"
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          chosen.value = 0;
        }}
        onKeyDown={textKeys({ onSubmit: onTake, chords: { ArrowDown: walk(1), ArrowUp: walk(-1) } })}
      />
      <p id={hint} class="unseen">
        {texts.switcherHint}
      </p>
    </>
  );
}
