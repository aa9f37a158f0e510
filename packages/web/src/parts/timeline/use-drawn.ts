import { useSignal } from '@preact/signals';
import type { RoomEvent } from '@teahouse/protocol/events';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ScrollKeeper } from '../../platform/scroll-keeper.ts';
import type { RoomView } from '../../state/room-view.ts';
import { LINES_AT_FIRST, nextDrawn, type Wanted } from '../../state/timeline/drawn.ts';
import type { Goal } from '../../state/timeline/goal.ts';

/** With so few lines there is nothing to gain by letting some of them go. */
const LINES_KEPT_MAX = 100;

interface DrawnOptions {
  readonly keeper: ScrollKeeper;
  /** Where the room is opened. */
  readonly start: Goal;
  /** Where the reader is to be brought now. */
  readonly goal: Goal | null;
}

interface Drawn {
  readonly room: RoomView;
  /** Call when the reader has scrolled. */
  readonly drawMore: () => void;
}

/** A room with as much of its timeline as is to be drawn in this frame, so that none takes long and none is heavy. */
export function useDrawn(room: RoomView, { keeper, start, goal }: DrawnOptions): Drawn {
  const drawn = useRef<readonly RoomEvent[] | null>(null);
  const frame = useSignal(0);
  const { timeline } = room;
  const now = useMemo(() => {
    const before = drawn.current ?? [];
    return nextDrawn(before, room, wantedOf(keeper, drawn.current ? goal : start, before.length));
  }, [room, goal, frame.value]);
  drawn.current = now;
  const drawMore = () => {
    const isOlderLeft = now[0] !== timeline[0] && keeper.isNearStart;
    if (isOlderLeft || (now.at(-1) !== timeline.at(-1) && keeper.isNearEnd)) frame.value++;
  };
  useEffect(() => {
    const request = requestAnimationFrame(drawMore);
    return () => cancelAnimationFrame(request);
  }, [now]);
  const shown = useMemo(() => {
    const hasOlder = room.hasOlder || now[0] !== timeline[0];
    const hasNewer = room.hasNewer || now.at(-1) !== timeline.at(-1);
    return { ...room, timeline: now, hasOlder, hasNewer };
  }, [room, now]);
  return { room: shown, drawMore };
}

function wantedOf(keeper: ScrollKeeper, goal: Goal | null, drawnLines: number): Wanted {
  return {
    older: keeper.isNearStart,
    newer: keeper.isNearEnd,
    follows: goal === null ? keeper.keepsEnd : goal.at === 'newest',
    fill: keeper.linesToFill ?? LINES_AT_FIRST,
    seq: goal === null || goal.at === 'newest' ? null : goal.seq,
    reach: drawnLines > LINES_KEPT_MAX ? keeper.reach : null,
  };
}
