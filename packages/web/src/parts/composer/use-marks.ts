import type { RefObject } from 'preact';
import { editField } from '../../platform/edit-field.ts';
import type { TextKeys } from '../../platform/keys.ts';
import { type Mark, toggled } from '../../state/composing/marks.ts';

/** The shortcuts that put Markdown around what is selected. */
export function useMarks(field: RefObject<HTMLTextAreaElement | null>): NonNullable<TextKeys['chords']> {
  const toggle = (mark: Mark) => () => {
    const element = field.current;
    if (!element) return false;
    const { value, selectionStart, selectionEnd } = element;
    editField(element, toggled(value, { start: selectionStart, end: selectionEnd }, mark));
    return true;
  };
  return {
    'Mod+B': toggle('bold'),
    'Mod+I': toggle('italic'),
    'Mod+E': toggle('code'),
    'Mod+Shift+X': toggle('strike'),
  };
}
