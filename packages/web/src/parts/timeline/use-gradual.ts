import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { RoomView } from '../../state/room-view.ts';
import { LINES_AT_FIRST, nextDrawn } from '../../state/timeline/gradual.ts';

interface GradualOptions {
  /** Whether the reader looks at the newest, as of the last drawing. */
  readonly follows: { readonly current: boolean };
}

/** A room with as much of its timeline as is to be drawn in this frame, so that none takes long. */
export function useGradual(room: RoomView, { follows }: GradualOptions): RoomView {
  const drawn = useRef(follows.current ? room.timeline.slice(-LINES_AT_FIRST) : room.timeline);
  const frame = useSignal(0);
  const { timeline } = room;
  const now = useMemo(
    () => nextDrawn(drawn.current, { ...room, follows: follows.current }),
    [room, frame.value],
  );
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
