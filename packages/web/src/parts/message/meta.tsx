import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';
import { fullMoment, timeOfDay } from '../../text/moment.ts';
import { Icon, type IconName } from '../controls/icon.tsx';

type Mark = 'sent' | 'pending' | 'failed';

const ICONS: Record<Mark, IconName> = { sent: 'check', pending: 'clock', failed: 'warning' };

interface MetaProps {
  readonly atMs: number;
  /** How far one's own message has come; null on those of others. */
  readonly mark: Mark | null;
  /** The address of the message. One that is not sent has none. */
  readonly href?: string;
}

/** The small print of a message. */
export function Meta({ atMs, mark, href }: MetaProps): VNode {
  const texts = useTexts();
  const shown = timeOfDay(atMs, texts);
  const time = (
    <time dateTime={new Date(atMs).toISOString()} title={fullMoment(atMs, texts)}>
      {shown}
    </time>
  );
  return (
    <p class="meta">
      {href === undefined ? (
        time
      ) : (
        <a href={href} aria-label={`${texts.linkToMessage} ${shown}`} data-testid="message-link">
          {time}
        </a>
      )}
      {mark && (
        <span class={`mark ${mark}`} title={texts[mark]} data-testid="mark">
          <Icon name={ICONS[mark]} />
          <span class="unseen">{texts[mark]}</span>
        </span>
      )}
    </p>
  );
}
