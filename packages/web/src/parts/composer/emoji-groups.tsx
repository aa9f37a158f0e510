import type { Signal } from '@preact/signals';
import type { VNode } from 'preact';
import type { EmojiGroup } from '../../state/composing/emoji-choice.ts';
import { usePage, useTexts } from '../../state/context.ts';

/** What stands for each group. */
const SIGNS: Readonly<Record<EmojiGroup, string>> = {
  recent: '🕘',
  faces: '😀',
  people: '👋',
  nature: '🌿',
  food: '🍵',
  travel: '🏔️',
  activities: '🎲',
  objects: '💡',
  symbols: '❤️',
  flags: '🏁',
};

interface EmojiGroupsProps {
  readonly group: Signal<EmojiGroup>;
  readonly active: Signal<number>;
  readonly isSearching: boolean;
}

/** Which emoji are shown. A search looks through all of them. */
export function EmojiGroups({ group, active, isSearching }: EmojiGroupsProps): VNode | null {
  const { recentEmoji } = usePage();
  const texts = useTexts();
  if (isSearching) return null;
  const names: Readonly<Record<EmojiGroup, string>> = { recent: texts.recentEmoji, ...texts.emojiGroups };
  const groups = Object.entries(SIGNS) as [EmojiGroup, string][];
  return (
    <div class="emoji-groups">
      {groups.map(([each, sign]) => (
        <button
          key={each}
          type="button"
          class="quiet"
          aria-label={names[each]}
          title={names[each]}
          aria-pressed={group.value === each}
          disabled={each === 'recent' && recentEmoji.list.value.length === 0}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            group.value = each;
            active.value = -1;
          }}
        >
          {sign}
        </button>
      ))}
    </div>
  );
}
