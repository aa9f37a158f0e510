import type { VNode } from 'preact';
import { Icon, type IconName } from './icon.tsx';

interface IconButtonProps {
  readonly icon: IconName;
  /** What it does, in words. */
  readonly label: string;
  readonly onPress: () => void;
  readonly testId?: string;
}

/** A small round button that says in a tip what it does. */
export function IconButton({ icon, label, onPress, testId }: IconButtonProps): VNode {
  return (
    <button
      type="button"
      class="quiet round"
      aria-label={label}
      title={label}
      data-testid={testId}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
