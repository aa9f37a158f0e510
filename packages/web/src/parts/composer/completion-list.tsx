import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Suggestion } from '../../state/composing/suggestions.ts';
import { useTexts } from '../../state/context.ts';
import { Avatar } from '../controls/avatar.tsx';
import { Name } from '../controls/name.tsx';
import { type Completion, rowId } from './use-completion.ts';

/** What the word under the caret may mean, above the field. The field keeps the focus. */
export function CompletionList({ completion }: { readonly completion: Completion }): VNode {
  const texts = useTexts();
  const { listId, suggestions, active, take } = completion;
  return (
    <>
      <p class="unseen" role="status">
        {texts.suggestionsCount(suggestions.length)}
      </p>
      <div
        class="completion"
        id={listId}
        role="listbox"
        aria-label={texts.suggestions}
        data-testid="completion"
      >
        {suggestions.map((suggestion, row) => (
          <Row
            key={suggestion.title + suggestion.insert}
            id={rowId(listId, row)}
            suggestion={suggestion}
            isActive={row === active}
            onTake={() => take(suggestion)}
          />
        ))}
      </div>
    </>
  );
}

interface RowProps {
  readonly id: string;
  readonly suggestion: Suggestion;
  readonly isActive: boolean;
  readonly onTake: () => void;
}

function Row({ id, suggestion, isActive, onTake }: RowProps): VNode {
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <button
      type="button"
      class="suggestion"
      id={id}
      ref={row}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      // A press would take the focus from the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      <Picture suggestion={suggestion} />
      <Name>{suggestion.title}</Name>
      {'note' in suggestion && <span class="note">{suggestion.note}</span>}
    </button>
  );
}

function Picture({ suggestion }: { readonly suggestion: Suggestion }): VNode | null {
  switch (suggestion.kind) {
    case 'person':
      return <Avatar id={suggestion.person.id} name={suggestion.title} />;
    case 'room':
      return <Avatar id={suggestion.room} name={suggestion.title} shape="square" />;
    case 'emoji':
      return <span class="glyph">{suggestion.emoji}</span>;
    case 'command':
      return null;
  }
}
