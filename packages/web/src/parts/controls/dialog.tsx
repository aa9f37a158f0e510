import type { ComponentChildren, VNode } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useTexts } from '../../state/context.ts';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly testId: string;
  /** Where it stands. A list that changes its length stands at the top. */
  readonly place?: 'centre' | 'at-top';
  readonly children: ComponentChildren;
}

/** A question in front of everything else. Escape, the cross and a press beside it close it. */
export function Dialog({ title, onClose, testId, place = 'centre', children }: DialogProps): VNode {
  const texts = useTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const isGone = useRef(false);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      isGone.current = true;
      // Closed, it gives the focus back to where it was. Only taken away, it would not.
      element?.close();
    };
  }, []);
  // It is told later that it was closed. By then another one may be open, which is not to be closed for it.
  const closed = () => {
    if (!isGone.current) onClose();
  };
  return (
    <dialog
      ref={dialog}
      class={place}
      aria-labelledby={id}
      closedby="any"
      data-testid={testId}
      onClose={closed}
    >
      <div class="dialog-sheet">
        <header>
          <h2 id={id}>{title}</h2>
          <IconButton icon="close" label={texts.close} onPress={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
