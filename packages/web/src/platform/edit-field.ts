/** What to put in place of what, and what is selected then. */
export interface FieldEdit {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
  readonly selected?: { readonly start: number; readonly end: number };
}

/**
 * Changes the text of a field as if it had been typed: the page hears of it, and in a field that has the
 * focus it can be undone.
 */
export function editField(field: HTMLTextAreaElement, { start, end, insert, selected }: FieldEdit): void {
  field.setSelectionRange(start, end);
  // The old command is the only way into a field's own history of changes.
  const isTyped = document.activeElement === field && document.execCommand('insertText', false, insert);
  if (!isTyped) {
    field.setRangeText(insert, start, end, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  if (selected) field.setSelectionRange(selected.start, selected.end);
}
