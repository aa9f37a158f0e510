import type { VNode } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { usePage, useTexts } from '../../state/context.ts';
import { kept } from '../../state/kept.ts';
import type { Row } from '../../state/timeline/rows.ts';
import { dayName } from '../../text/moment.ts';
import { Message } from '../message/message.tsx';
import { NoticeLine } from './notice-line.tsx';

interface LineProps {
  readonly row: Row;
  readonly me: string;
  /** A day was pressed. */
  readonly onDay: (atMs: number) => void;
}

interface DrawnLine {
  readonly row: Row;
  readonly line: VNode;
}

/** The lines of a conversation. A line whose row is as before is not drawn again, however many come beside it. */
export function useLines(rows: readonly Row[], me: string, onDay: LineProps['onDay']): VNode[] {
  const drawn = useRef(new Map<string, DrawnLine>());
  return useMemo(() => {
    const before = drawn.current;
    drawn.current = new Map(
      rows.map((row) => {
        const earlier = before.get(row.key);
        if (earlier && kept(earlier.row, row) === earlier.row) return [row.key, earlier];
        return [row.key, { row, line: <Line key={row.key} row={row} me={me} onDay={onDay} /> }];
      }),
    );
    return [...drawn.current.values()].map(({ line }) => line);
  }, [rows]);
}

function Line({ row, me, onDay }: LineProps): VNode {
  switch (row.row) {
    case 'day':
      return <Day atMs={row.atMs} onPress={() => onDay(row.atMs)} />;
    case 'unread':
      return <UnreadLine />;
    case 'notices':
      return <NoticeLine notices={row.notices} />;
    case 'message':
      return <Message message={row.message} opensGroup={row.opensGroup} isOwn={row.message.by === me} />;
  }
}

/** Where a day begins. Pressed, it leads to another one. */
function Day({ atMs, onPress }: { readonly atMs: number; readonly onPress: () => void }): VNode {
  const texts = useTexts();
  const { today } = usePage();
  return (
    <li class="day">
      <button type="button" class="quiet" title={texts.goToDate} data-testid="day" onClick={onPress}>
        {dayName(atMs, today.value, texts)}
      </button>
    </li>
  );
}

function UnreadLine(): VNode {
  const texts = useTexts();
  return (
    <li class="unread-line" data-testid="unread-line">
      <span>{texts.unreadLine}</span>
    </li>
  );
}
