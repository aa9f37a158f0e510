/** The little of a keyboard event that decides what a key means in a text field. */
export interface Keystroke {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  preventDefault(): void;
}

/** Keys that can mean something besides Enter and Escape. `Mod` is Ctrl, and Command on a Mac. */
export type Chord =
  | 'ArrowUp'
  | 'ArrowDown'
  | 'ArrowLeft'
  | 'ArrowRight'
  | 'Tab'
  | 'Mod+B'
  | 'Mod+I'
  | 'Mod+E'
  | 'Mod+Shift+X';

/** Does something and says true, or leaves the key to the field. */
export type KeyAction = () => boolean;

export interface TextKeys {
  /** Enter. */
  readonly onSubmit?: (() => void) | undefined;
  /** Escape. */
  readonly onCancel?: (() => void) | undefined;
  /** Others, and Enter or Escape where they only sometimes mean something. They come first. */
  readonly chords?: Readonly<Partial<Record<Chord | 'Enter' | 'Escape', KeyAction>>>;
}

/** What browsers report for a key that an input method has taken for itself. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Whether a key belongs to an input method. Chrome and Firefox say so with `isComposing`; Safari ends the
 * composition before the keydown, and only `keyCode` still tells. Keys of a whole window have to ask, too.
 */
export function isInputMethods({
  isComposing,
  keyCode,
}: Pick<Keystroke, 'isComposing' | 'keyCode'>): boolean {
  return isComposing || keyCode === TAKEN_BY_INPUT_METHOD;
}

/**
 * The key handler of every text field. A key that belongs to an input method means nothing here: Enter
 * then takes a candidate and must never send, Escape closes the candidates and not the dialog around.
 */
export function textKeys({ onSubmit, onCancel, chords = {} }: TextKeys): (stroke: Keystroke) => void {
  const actions: Readonly<Record<string, KeyAction | undefined>> = chords;
  const last: Readonly<Record<string, (() => void) | undefined>> = {
    Enter: onSubmit,
    'Mod+Enter': onSubmit,
    Escape: onCancel,
  };
  return (stroke) => {
    if (isInputMethods(stroke)) {
      // A browser would close a dialog by itself. The input method is not kept from its key by this.
      if (stroke.key === 'Escape') stroke.preventDefault();
      return;
    }
    const chord = chordOf(stroke);
    const act = last[chord];
    if (actions[chord]?.()) stroke.preventDefault();
    else if (act) {
      stroke.preventDefault();
      act();
    }
  };
}

/** `Mod+Shift+X`, `ArrowUp`. What is pressed with Alt is typed, on many keyboards. */
function chordOf({ key, shiftKey, ctrlKey, metaKey, altKey }: Keystroke): string {
  const isModified = isMac() ? metaKey : ctrlKey;
  const named = key.length === 1 ? key.toUpperCase() : key;
  return `${altKey ? 'Alt+' : ''}${isModified ? 'Mod+' : ''}${shiftKey ? 'Shift+' : ''}${named}`;
}

/** There Ctrl moves the caret: Ctrl-E leads to the end of the line. */
function isMac(): boolean {
  return /^(Mac|iP)/.test(navigator.platform);
}
