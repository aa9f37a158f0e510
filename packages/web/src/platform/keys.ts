/** The little of a keyboard event that decides what a key means in a text field. */
export interface Keystroke {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  preventDefault(): void;
}

export interface TextKeys {
  /** Enter. */
  readonly onSubmit?: () => void;
  /** Escape. */
  readonly onCancel?: () => void;
}

/** What browsers report for a key that an input method has taken for itself. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * The key handler of every text field. A key that belongs to an input method means nothing here: Enter
 * then takes a candidate and must never send. Chrome and Firefox say so with `isComposing`; Safari ends
 * the composition before the keydown, and only `keyCode` still tells.
 */
export function textKeys({ onSubmit, onCancel }: TextKeys): (stroke: Keystroke) => void {
  return (stroke) => {
    if (stroke.isComposing || stroke.keyCode === TAKEN_BY_INPUT_METHOD) return;
    if (stroke.key === 'Enter' && !stroke.shiftKey && onSubmit) {
      stroke.preventDefault();
      onSubmit();
    }
    if (stroke.key === 'Escape' && onCancel) {
      stroke.preventDefault();
      onCancel();
    }
  };
}
