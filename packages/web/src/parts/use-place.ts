import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { ScrollKeeper } from '../platform/scroll-keeper.ts';
import type { RoomView } from '../state/room-view.ts';

interface Place {
  readonly keeper: ScrollKeeper;
  readonly box: RefObject<HTMLElement | null>;
}

/** Keeps the reader's place in a room however its lines change. */
export function usePlace(room: RoomView): Place {
  const box = useRef<HTMLElement>(null);
  const keeper = useMemo(() => new ScrollKeeper(), []);

  // Drawing has only begun: the lines are still those of before.
  keeper.remember();
  useLayoutEffect(() => {
    return box.current ? keeper.attach(box.current) : undefined;
  }, [keeper]);
  useLayoutEffect(() => keeper.restore());

  // Whoever says something wants to see it.
  const said = room.pending.findLast((entry) => entry.state === 'pending')?.id;
  useLayoutEffect(() => {
    if (said) keeper.toEnd();
  }, [keeper, said]);
  return { keeper, box };
}
