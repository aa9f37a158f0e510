import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { pointOut } from '../../platform/point-out.ts';
import type { ScrollKeeper } from '../../platform/scroll-keeper.ts';
import { useChat } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import type { Goal } from '../../state/timeline/goal.ts';

/** The first unread message stands so far down in the box, with some of what was read above it. */
const UNREAD_TOP_PX = 120;

export interface Turn {
  /** Shows another place of the room. It is fetched first if it is not at hand. */
  readonly turnTo: (goal: Goal) => void;
  /** Whether a place is looked for. */
  readonly isTurning: ReadonlySignal<boolean>;
  /** The place that is at hand, until it is shown. */
  readonly found: ReadonlySignal<Goal | null>;
  readonly arrived: () => void;
}

/** Turns a conversation to any place of its past. */
export function useTurn(room: RoomView): Turn {
  const chat = useChat();
  const wanted = useRef<Goal | null>(null);
  const isTurning = useSignal(false);
  const found = useSignal<Goal | null>(null);
  const turnTo = async (next: Goal) => {
    wanted.current = next;
    isTurning.value = true;
    const isShown = await chat.turnTo(room.room, next.at === 'newest' ? null : next.seq);
    if (wanted.current !== next) return;
    wanted.current = null;
    if (isShown) found.value = next;
    else isTurning.value = false;
  };
  const arrived = () => {
    found.value = null;
    isTurning.value = false;
  };
  return { turnTo: (next) => void turnTo(next), isTurning, found, arrived };
}

/** Brings the reader to the place that was found, when it is drawn. Call after the hook that keeps the place. */
export function useArrival({ found, arrived }: Turn, keeper: ScrollKeeper): void {
  const goal = found.value;
  useLayoutEffect(() => {
    if (goal === null) return;
    arrived();
    arrive(keeper, goal);
  }, [goal]);
}

function arrive(keeper: ScrollKeeper, goal: Goal): void {
  switch (goal.at) {
    case 'newest':
      return keeper.toEnd();
    case 'place':
      return keeper.goTo(goal);
    case 'unread':
      return keeper.goTo({ seq: goal.seq, topPx: UNREAD_TOP_PX });
    case 'message': {
      const line = keeper.goToMiddle(goal.seq);
      if (line) pointOut(line);
    }
  }
}

/** Brings a reader who was at the newest to the first message that they missed while they were away from the server. */
export function useMissed(room: RoomView, keeper: ScrollKeeper, { turnTo }: Turn): void {
  const { isLive } = useChat();
  useLayoutEffect(() => {
    if (isLive && room.unread > 0 && keeper.keepsEnd) turnTo({ at: 'unread', seq: room.read + 1 });
  }, [isLive]);
}
