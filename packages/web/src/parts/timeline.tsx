import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { usePage, useTexts } from '../state/context.ts';
import type { RoomView } from '../state/room-view.ts';
import { messageKey, type Row, rowsOf } from '../state/rows.ts';
import { dayName, startOfDay } from '../text/moment.ts';
import { Announcer } from './announcer.tsx';
import { Message } from './message.tsx';
import { NoticeLine } from './notice-line.tsx';
import { Older } from './older.tsx';
import { ToNewest } from './to-newest.tsx';
import { useOlderMessages } from './use-older-messages.ts';
import { usePlace } from './use-place.ts';
import { useReadMarker, useUnreadLine } from './use-read-marker.ts';
import { WaitingMessage } from './waiting-message.tsx';

interface TimelineProps {
  readonly room: RoomView;
  readonly me: Person;
}

/** What was said in a room, oldest first, and what this person said that waits to be sent. */
export function Timeline({ room, me }: TimelineProps): VNode {
  const texts = useTexts();
  const { keeper, box } = usePlace(room);
  const isAtEnd = keeper.isAtEnd.value;
  const older = useOlderMessages(room, keeper);
  const scrolled = () => {
    keeper.scrolled();
    older.wanted();
  };
  const readSeq = useUnreadLine(room);
  useReadMarker(room, isAtEnd);
  const rows = useMemo(() => rowsOf(room.timeline, { readSeq, startOfDay }), [room.timeline, readSeq]);
  return (
    <div class="timeline">
      <section
        ref={box}
        class="scroller"
        aria-label={texts.messages}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
        tabIndex={0}
        data-testid="timeline"
        onScroll={scrolled}
      >
        <div class="lines">
          <Older room={room} isLoading={older.isLoading} />
          <ol>
            {[
              ...rows.map((row) => <Line key={row.key} row={row} me={me} />),
              ...room.pending.map((entry) => (
                <WaitingMessage key={messageKey(me.id, entry.id)} entry={entry} />
              )),
            ]}
          </ol>
        </div>
      </section>
      {!isAtEnd && <ToNewest unread={room.unread} onPress={() => keeper.toEnd()} />}
      <Announcer room={room} me={me} />
    </div>
  );
}

function Line({ row, me }: { readonly row: Row; readonly me: Person }): VNode {
  switch (row.row) {
    case 'day':
      return <Day atMs={row.atMs} />;
    case 'unread':
      return <UnreadLine />;
    case 'notices':
      return <NoticeLine notices={row.notices} />;
    case 'message':
      return <Message message={row.message} opensGroup={row.opensGroup} isOwn={row.message.by === me.id} />;
  }
}

function Day({ atMs }: { readonly atMs: number }): VNode {
  const texts = useTexts();
  const { today } = usePage();
  return (
    <li class="day">
      <span>{dayName(atMs, today.value, texts)}</span>
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
