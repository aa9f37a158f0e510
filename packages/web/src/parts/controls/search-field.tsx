import type { Signal } from '@preact/signals';
import type { VNode } from 'preact';
import { textKeys } from '../../platform/keys.ts';
import { Icon } from './icon.tsx';

interface SearchFieldProps {
  readonly label: string;
  readonly value: Signal<string>;
  readonly testId: string;
}

/** Narrows a list while somebody types. Escape empties it, and only then means anything else. */
export function SearchField({ label, value, testId }: SearchFieldProps): VNode {
  const clear = () => {
    value.value = '';
  };
  return (
    <div class="search-field">
      <Icon name="search" />
      <input
        dir="auto"
        autocomplete="off"
        enterkeyhint="search"
        aria-label={label}
        placeholder={label}
        value={value.value}
        data-testid={testId}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
        onKeyDown={textKeys(value.value === '' ? {} : { onCancel: clear })}
      />
    </div>
  );
}
