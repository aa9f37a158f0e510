import type { RoomId } from '@teahouse/protocol/ids';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { ListGestures, type Point } from '../../platform/list-gestures.ts';
import { useChat } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import { placesAfterMove } from '../../state/rooms/room-order.ts';

interface RoomMovesOptions {
  readonly rooms: readonly RoomView[];
  readonly onMenu: (room: RoomId, at: Point) => void;
  readonly onMoved: (room: RoomView, place: number, rooms: number) => void;
}

interface RoomMoves {
  readonly list: RefObject<HTMLUListElement | null>;
  readonly moveByKey: (event: KeyboardEvent, index: number) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** The ways to put rooms in another order. */
export function useRoomMoves({ rooms, onMenu, onMoved }: RoomMovesOptions): RoomMoves {
  const chat = useChat();
  const list = useRef<HTMLUListElement>(null);
  const keepFocus = useFocusThatMoves();
  const move = (from: number, to: number) => {
    const room = rooms[from];
    if (!room || to < 0 || to >= rooms.length) return;
    for (const [id, place] of placesAfterMove(rooms, from, to)) void chat.arrange(id, { place });
    onMoved(room, to + 1, rooms.length);
  };
  const handlers = useRef({ move, onMenu, rooms });
  handlers.current = { move, onMenu, rooms };
  useEffect(() => {
    if (!list.current) return;
    const gestures = new ListGestures(list.current, {
      onMove: (from, to) => handlers.current.move(from, to),
      onMenu: (index, at) => {
        const room = handlers.current.rooms[index];
        if (room) handlers.current.onMenu(room.room, at);
      },
    });
    return () => gestures[Symbol.dispose]();
  }, []);
  const moveByKey = (event: KeyboardEvent, index: number) => {
    const step = STEPS[event.key];
    if (!event.altKey || step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    keepFocus();
    move(index, index + step);
  };
  return { list, moveByKey };
}

/** An element that is put elsewhere in the page loses the focus, and gets it back. */
function useFocusThatMoves(): () => void {
  const holder = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const element = holder.current;
    if (!(element instanceof HTMLElement) || element === document.activeElement) return;
    holder.current = null;
    element.focus();
  });
  return () => {
    holder.current = document.activeElement;
  };
}
