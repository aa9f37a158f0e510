import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { ScrollKeeper } from '../../platform/scroll-keeper.ts';
import { useChat, usePage } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import type { RoomRoute } from '../../state/route.ts';
import { type Goal, goalOf } from '../../state/timeline/goal.ts';
import { useTurn } from './use-turn.ts';

export interface ReadingPlace {
  readonly keeper: ScrollKeeper;
  readonly box: RefObject<HTMLElement | null>;
  /** Until the place where the room is opened at is found, there is nothing to be seen. */
  readonly isOpening: ReadonlySignal<boolean>;
  readonly toNewest: () => void;
}

/**
 * Keeps the reader's place in a room however its lines change, and brings them where the address says. The
 * room is opened at `start`.
 */
export function usePlace(room: RoomView, { seq, ...route }: RoomRoute, start: Goal): ReadingPlace {
  const { address, places } = usePage();
  const { keeper, box } = useKeeper(room, start.at === 'newest');
  const { turnTo, isTurning } = useTurn(room, keeper);
  const isOpening = useSignal(start.at !== 'newest');
  useEffect(() => {
    if (!isTurning.value) isOpening.value = false;
  }, [isTurning.value]);

  const shownSeq = useRef<number | undefined | null>(null);
  useLayoutEffect(() => {
    const before = shownSeq.current;
    shownSeq.current = seq;
    if (before === null) return turnTo(start);
    // Somebody who follows a link will want to come back to where they were.
    if (before === undefined) places.keep(room.room, keeper.place);
    turnTo(goalOf(seq, places.of(room.room)));
  }, [seq]);
  useLayoutEffect(() => () => places.keep(room.room, keeper.place), []);

  const toNewest = () => {
    places.keep(room.room, null);
    if (seq === undefined) turnTo({ at: 'newest' });
    else address.go(route);
  };
  useSaid(room, () => (room.hasNewer ? toNewest() : keeper.toEnd()));
  return { keeper, box, isOpening, toNewest };
}

function useKeeper(room: RoomView, isAtEnd: boolean) {
  const chat = useChat();
  const box = useRef<HTMLElement>(null);
  const keeper = useMemo(() => new ScrollKeeper({ isAtEnd }), []);
  // Drawing has only begun: the lines are still those of before.
  keeper.remember();
  useLayoutEffect(() => (box.current ? keeper.attach(box.current) : undefined), [keeper]);
  useLayoutEffect(() => keeper.restore({ endsWithNewest: !room.hasNewer }));
  const follows = keeper.isAtEnd.value;
  useEffect(() => {
    if (follows) chat.commands.backToNewest(room.room);
    else chat.commands.holdPlace(room.room);
  }, [chat, room.room, follows]);
  return { keeper, box };
}

/** Whoever says something wants to see it. */
function useSaid(room: RoomView, show: () => void): void {
  const said = room.pending.findLast((entry) => entry.state === 'pending')?.id;
  const shown = useRef(said);
  useLayoutEffect(() => {
    if (said && said !== shown.current) show();
    shown.current = said;
  }, [said]);
}
