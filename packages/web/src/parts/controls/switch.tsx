import type { ComponentChildren, VNode } from 'preact';

interface SwitchProps {
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onSwitch: (wanted: 'on' | 'off') => void;
  readonly testId: string;
  readonly children: ComponentChildren;
}

/** Something that is on or off. It takes effect at once. */
export function Switch({ isOn, isDisabled = false, onSwitch, testId, children }: SwitchProps): VNode {
  return (
    <label class="switch">
      <span>{children}</span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        checked={isOn}
        disabled={isDisabled}
        data-testid={testId}
        onChange={({ currentTarget }) => onSwitch(currentTarget.checked ? 'on' : 'off')}
      />
    </label>
  );
}
