import type { RefObject } from 'preact';
import { editField } from '../../platform/edit-field.ts';
import { emojiNamed } from '../../state/composing/emoji-search.ts';
import { closedShortcodeAt } from '../../state/composing/token.ts';
import { usePage } from '../../state/context.ts';

/** Turns `:name:` into its emoji as soon as it is written out. */
export function useShortcodes(field: RefObject<HTMLTextAreaElement | null>): () => void {
  const { emoji, recentEmoji } = usePage();
  return () => {
    const element = field.current;
    const written = element && closedShortcodeAt(element.value, element.selectionStart);
    const meant = written && emojiNamed(emoji.value ?? [], written.query);
    if (!meant) return;
    recentEmoji.add(meant.emoji);
    editField(element, { start: written.start, end: element.selectionStart, insert: meant.emoji });
  };
}
