import { useSignal } from '@preact/signals';
import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { ScrollKeeper } from '../../platform/scroll-keeper.ts';
import { useChat, usePage, useTexts } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import type { RoomRoute } from '../../state/route.ts';
import { firstGoalOf } from '../../state/timeline/goal.ts';
import { messageKey, rowsOf } from '../../state/timeline/rows.ts';
import { startOfDay } from '../../text/moment.ts';
import { later } from '../controls/later.tsx';
import { Announcer } from './announcer.tsx';
import { useLines } from './line.tsx';
import { Newer } from './newer.tsx';
import { Older } from './older.tsx';
import { ToNewest } from './to-newest.tsx';
import { useDrawn } from './use-drawn.ts';
import { usePages } from './use-pages.ts';
import { usePlace } from './use-place.ts';
import { useReadMarker, useUnreadLine } from './use-read-marker.ts';
import { useMissed, useTurn } from './use-turn.ts';
import { WaitingMessage } from './waiting-message.tsx';

const GoToDate = later(async () => (await import('./go-to-date.tsx')).GoToDate);

interface TimelineProps {
  readonly room: RoomView;
  readonly me: Person;
  readonly route: RoomRoute;
}

/**
 * What was said in a room, oldest first, and what this person said that waits to be sent. The chat hands out a
 * bounded window of the past. What is within reach of the reader is drawn, as high as it is.
 */
export function Timeline({ room: whole, me, route }: TimelineProps): VNode {
  const { places } = usePage();
  const start = useMemo(() => firstGoalOf(whole, route.seq, places.of(whole.room)), []);
  const keeper = useMemo(() => new ScrollKeeper({ isAtEnd: start.at === 'newest' }), []);
  // Drawing has only begun: the lines are still those of before.
  keeper.remember();
  const turn = useTurn(whole);
  const { room, drawMore } = useDrawn(whole, { keeper, start, goal: turn.found.value });
  const texts = useTexts();
  const { isAnswered } = useChat();
  const readSeq = useUnreadLine(room);
  const { box, isOpening, toNewest } = usePlace(room, { route, start, keeper, turn });
  useMissed(whole, keeper, turn);
  const pages = usePages(whole, room, keeper);
  const markRead = useReadMarker(room, { keeper, isOpening, isTurning: turn.isTurning });
  const askedDay = useSignal<number | null>(null);
  const scrolled = () => {
    keeper.scrolled();
    drawMore();
    pages.wanted();
    markRead();
  };
  return (
    <div class="timeline">
      <section
        ref={box}
        class="scroller"
        aria-label={texts.messages}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
        tabIndex={0}
        data-region="messages"
        data-testid="timeline"
        // Offline, what is at hand is better than nothing.
        data-opening={isOpening.value && isAnswered ? '' : undefined}
        onScroll={scrolled}
      >
        <div class="lines">
          <Older room={room} isLoading={pages.isLoadingOlder} />
          <Lines room={room} me={me} readSeq={readSeq} onDay={(atMs) => (askedDay.value = atMs)} />
          {room.hasNewer && <Newer isLoading={pages.isLoadingNewer} />}
        </div>
      </section>
      {!keeper.isAtEnd.value && !isOpening.value && <ToNewest unread={room.unread} onPress={toNewest} />}
      {askedDay.value !== null && (
        <GoToDate room={room} from={route} atMs={askedDay.value} onClose={() => (askedDay.value = null)} />
      )}
      <Announcer room={room} me={me} />
    </div>
  );
}

interface LinesProps extends Omit<TimelineProps, 'route'> {
  readonly readSeq: number | null;
  readonly onDay: (atMs: number) => void;
}

function Lines({ room, me, readSeq, onDay }: LinesProps): VNode {
  const { timeline, hasOlder, hasNewer } = room;
  const rows = useMemo(
    () => rowsOf(timeline, { hasOlder, readSeq, startOfDay }),
    [timeline, hasOlder, readSeq],
  );
  const lines = useLines(rows, me.id, onDay);
  // What waits comes after the newest, which is not here while the reader is somewhere in the past.
  const pending = hasNewer ? [] : room.pending;
  return (
    <ol>
      {[
        ...lines,
        ...pending.map((entry) => <WaitingMessage key={messageKey(me.id, entry.id)} entry={entry} />),
      ]}
    </ol>
  );
}
