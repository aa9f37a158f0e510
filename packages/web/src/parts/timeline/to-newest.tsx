import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';
import { Icon } from '../controls/icon.tsx';

interface ToNewestProps {
  readonly unread: number;
  readonly onPress: () => void;
}

/** The way back for someone who has scrolled up, with what was said meanwhile. */
export function ToNewest({ unread, onPress }: ToNewestProps): VNode {
  const texts = useTexts();
  return (
    <button
      type="button"
      class={unread > 0 ? 'to-newest has-news' : 'to-newest'}
      aria-label={unread > 0 ? undefined : texts.toNewest}
      data-testid="to-newest"
      onClick={onPress}
    >
      {unread > 0 && texts.newMessages(unread)}
      <Icon name="down" />
    </button>
  );
}
