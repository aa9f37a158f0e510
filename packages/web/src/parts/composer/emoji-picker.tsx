import { type Signal, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { type TextKeys, textKeys } from '../../platform/keys.ts';
import { type Arrow, type EmojiGroup, emojiOffered, placeAfter } from '../../state/composing/emoji-choice.ts';
import { usePage, useTexts } from '../../state/context.ts';
import { EMOJI_COLUMNS, EmojiGrid, placeId } from './emoji-grid.tsx';
import { EmojiGroups } from './emoji-groups.tsx';

interface EmojiPickerProps {
  readonly onTake: (emoji: string) => void;
  readonly onClose: () => void;
}

/** Every emoji, by group or by a word in either language; those used lately come first. */
export function EmojiPicker({ onTake, onClose }: EmojiPickerProps): VNode {
  const { emoji, recentEmoji } = usePage();
  const texts = useTexts();
  const recent = recentEmoji.list.value;
  const query = useSignal('');
  const group = useSignal<EmojiGroup>(recent.length > 0 ? 'recent' : 'faces');
  /** The place in the grid that Enter takes; -1 is none. */
  const active = useSignal(-1);
  const gridId = useId();
  useEffect(() => void emoji.need(), [emoji]);
  const table = emoji.value;
  const offered = emojiOffered(table ?? [], query.value, group.value, recent);
  const take = (chosen: string) => {
    recentEmoji.add(chosen);
    onTake(chosen);
  };
  const move = (arrow: Arrow) => () => {
    if (active.value < 0 && arrow !== 'ArrowDown') return false;
    active.value = placeAfter(active.value, arrow, offered.length, EMOJI_COLUMNS);
    return true;
  };
  const takeActive = () => {
    const chosen = offered[active.value];
    if (chosen) take(chosen.emoji);
  };
  return (
    <div class="emoji-picker" role="dialog" aria-label={texts.emoji} data-testid="emoji-picker">
      <EmojiSearch
        query={query}
        active={active}
        gridId={gridId}
        keys={{
          onSubmit: takeActive,
          onCancel: onClose,
          chords: {
            ArrowDown: move('ArrowDown'),
            ArrowUp: move('ArrowUp'),
            ArrowLeft: move('ArrowLeft'),
            ArrowRight: move('ArrowRight'),
          },
        }}
      />
      <EmojiGroups group={group} active={active} isSearching={query.value !== ''} />
      {table && offered.length === 0 && <p class="note">{texts.noEmoji}</p>}
      <EmojiGrid gridId={gridId} offered={offered} active={active.value} onTake={take} />
    </div>
  );
}

interface EmojiSearchProps {
  readonly query: Signal<string>;
  readonly active: Signal<number>;
  readonly gridId: string;
  readonly keys: TextKeys;
}

function EmojiSearch({ query, active, gridId, keys }: EmojiSearchProps): VNode {
  const { hasKeyboard } = usePage();
  const texts = useTexts();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (hasKeyboard.peek()) field.current?.focus();
  }, [hasKeyboard]);
  return (
    <input
      ref={field}
      dir="auto"
      autocomplete="off"
      enterkeyhint="search"
      role="combobox"
      aria-expanded={true}
      aria-autocomplete="list"
      aria-controls={gridId}
      aria-activedescendant={active.value < 0 ? undefined : placeId(gridId, active.value)}
      aria-label={texts.searchEmoji}
      placeholder={texts.searchEmoji}
      value={query.value}
      data-testid="search-emoji"
      onInput={(event) => {
        query.value = event.currentTarget.value;
        active.value = query.value === '' ? -1 : 0;
      }}
      onKeyDown={textKeys(keys)}
    />
  );
}
