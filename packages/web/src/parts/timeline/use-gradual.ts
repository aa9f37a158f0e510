import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { RoomView } from '../../state/room-view.ts';
import { LINES_AT_FIRST, nextDrawn } from '../../state/timeline/gradual.ts';

interface GradualOptions {
  /** The room is opened at its newest. */
  readonly opensAtNewest: boolean;
}

/** A room with as much of its timeline as is to be drawn in this frame, so that none takes long. */
export function useGradual(room: RoomView, { opensAtNewest }: GradualOptions): RoomView {
  const drawn = useRef(opensAtNewest ? room.timeline.slice(-LINES_AT_FIRST) : room.timeline);
  const frame = useSignal(0);
  const { timeline } = room;
  const now = useMemo(() => nextDrawn(drawn.current, room), [room, frame.value]);
  drawn.current = now;
  useEffect(() => {
    if (now === timeline) return undefined;
    const request = requestAnimationFrame(() => {
      frame.value++;
    });
    return () => cancelAnimationFrame(request);
  }, [now, timeline]);
  return useMemo(() => {
    const hasOlder = room.hasOlder || now[0] !== timeline[0];
    const hasNewer = room.hasNewer || now.at(-1) !== timeline.at(-1);
    return { ...room, timeline: now, hasOlder, hasNewer };
  }, [room, now]);
}
