import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ScrollKeeper } from '../../platform/scroll-keeper.ts';
import { useChat, usePage } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import type { RoomRoute } from '../../state/route.ts';
import { type Goal, goalOf } from '../../state/timeline/goal.ts';
import { type Turn, useArrival } from './use-turn.ts';

interface ReadingPlace {
  readonly box: RefObject<HTMLElement | null>;
  /** Until the place where the room is opened at is found, there is nothing to be seen. */
  readonly isOpening: ReadonlySignal<boolean>;
  readonly toNewest: () => void;
}

interface PlaceOptions {
  readonly route: RoomRoute;
  /** Where the room is opened. */
  readonly start: Goal;
  readonly keeper: ScrollKeeper;
  readonly turn: Turn;
}

/** Keeps the reader's place in a room however its lines change, and brings them where the address says. */
export function usePlace(room: RoomView, { route: whole, start, keeper, turn }: PlaceOptions): ReadingPlace {
  const { seq, ...route } = whole;
  const { address, places } = usePage();
  const leave = () => {
    // The reader may have scrolled in this very moment.
    keeper.remember();
    places.keep(room.room, keeper.place);
  };
  useLayoutEffect(() => leave, []);
  const box = useKept(room, keeper);
  useArrival(turn, keeper);
  const { turnTo, isTurning } = turn;
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

  const toNewest = () => {
    places.keep(room.room, null);
    if (seq === undefined) turnTo({ at: 'newest' });
    else address.go(route);
  };
  useSaid(room, () => (room.hasNewer ? toNewest() : keeper.toEnd()));
  return { box, isOpening, toNewest };
}

function useKept(room: RoomView, keeper: ScrollKeeper): RefObject<HTMLElement | null> {
  const chat = useChat();
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => (box.current ? keeper.attach(box.current) : undefined), [keeper]);
  useLayoutEffect(() => keeper.restore({ endsWithNewest: !room.hasNewer }));
  const follows = keeper.isAtEnd.value;
  useEffect(() => {
    if (follows) chat.commands.backToNewest(room.room);
    else chat.commands.holdPlace(room.room);
  }, [chat, room.room, follows]);
  return box;
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
