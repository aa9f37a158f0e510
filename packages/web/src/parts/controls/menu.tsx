import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { moveFocus } from '../../platform/focus-moves.ts';
import type { Point } from '../../platform/list-gestures.ts';
import { placePopover } from '../../platform/popover-place.ts';
import { Icon } from './icon.tsx';

interface MenuProps {
  readonly label: string;
  readonly at: Point;
  readonly onClose: () => void;
  readonly testId: string;
  readonly children: ComponentChildren;
}

/**
 * A few things to do, where they were asked for. The arrows lead through it; Escape, Tab and a press beside it
 * close it, and the focus goes back to where it was.
 */
export function Menu({ label, at, onClose, testId, children }: MenuProps): VNode {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const lender = document.activeElement;
    if (menu.current) {
      placePopover(menu.current, at);
      moveFocus(menu.current, 'Home');
    }
    return () => lender instanceof HTMLElement && lender.focus();
  }, []);
  useEffect(() => {
    const pressed = ({ target }: Event) => {
      if (!menu.current?.contains(target as Node)) onClose();
    };
    document.addEventListener('pointerdown', pressed, { capture: true });
    return () => document.removeEventListener('pointerdown', pressed, { capture: true });
  }, [onClose]);
  return (
    <div
      ref={menu}
      class="menu"
      role="menu"
      popover="manual"
      aria-label={label}
      data-testid={testId}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Tab') onClose();
        else if (!menu.current || !moveFocus(menu.current, event.key)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {children}
    </div>
  );
}

interface MenuItemProps {
  readonly onPress: () => void;
  readonly testId: string;
  readonly children: ComponentChildren;
}

export function MenuItem({ onPress, testId, children }: MenuItemProps): VNode {
  return (
    <button
      type="button"
      class="menu-item"
      role="menuitem"
      tabIndex={-1}
      data-testid={testId}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

/** One of several choices, of which one is chosen. */
export function MenuChoice({
  isChosen,
  onPress,
  testId,
  children,
}: MenuItemProps & { readonly isChosen: boolean }): VNode {
  return (
    <button
      type="button"
      class="menu-item"
      role="menuitemradio"
      aria-checked={isChosen}
      tabIndex={-1}
      data-testid={testId}
      onClick={onPress}
    >
      {isChosen && <Icon name="check" />}
      {children}
    </button>
  );
}
