import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Emoji } from '../../platform/emoji-data.ts';
import { useTexts } from '../../state/context.ts';

/** As the style sheet has it. */
export const EMOJI_COLUMNS = 8;

interface EmojiGridProps {
  readonly gridId: string;
  readonly offered: readonly Emoji[];
  readonly active: number;
  readonly onTake: (emoji: string) => void;
}

/** Emoji to press, or to reach with the arrows from the field above. */
export function EmojiGrid({ gridId, offered, active, onTake }: EmojiGridProps): VNode {
  const texts = useTexts();
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    grid.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const nameOf = (emoji: Emoji) => (texts.locale === 'en' ? emoji.english : emoji.chinese);
  return (
    <div ref={grid} id={gridId} class="emoji-grid" role="listbox" aria-label={texts.emoji}>
      {offered.map((each, place) => (
        <button
          key={each.emoji}
          type="button"
          id={placeId(gridId, place)}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          aria-label={nameOf(each)}
          title={nameOf(each)}
          // A press would take the focus from the field above.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(each.emoji)}
        >
          {each.emoji}
        </button>
      ))}
    </div>
  );
}

export function placeId(gridId: string, place: number): string {
  return `${gridId}-${place}`;
}
