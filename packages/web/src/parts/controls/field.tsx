import type { Signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { textKeys } from '../../platform/keys.ts';

interface FieldProps {
  readonly label: string;
  readonly value: Signal<string>;
  readonly onSubmit: () => void;
  readonly hint?: string;
  /** What is wrong with the value. */
  readonly fault?: string | null;
  readonly testId: string;
}

/** A line of text with its label. It takes the focus when it appears. */
export function Field({ label, value, onSubmit, hint, fault, testId }: FieldProps): VNode {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const note = fault ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={input}
        dir="auto"
        autocomplete="off"
        enterkeyhint="go"
        value={value.value}
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        data-testid={testId}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
        onKeyDown={textKeys({ onSubmit })}
      />
      {note && (
        <p id={`${id}-note`} class={fault ? 'note fault' : 'note'} role={fault ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}
