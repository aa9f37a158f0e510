import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { usePage } from '../../state/context.ts';

/** Nobody is left without a place for the keyboard when what had the focus is gone from the screen. */
export function useRouteFocus(house: RefObject<HTMLElement | null>): void {
  const route = usePage().address.route.value;
  const room = route.at === 'room' ? route.room : null;
  const lastRoom = useRef(room);
  useEffect(() => {
    const left = lastRoom.current;
    lastRoom.current = room ?? left;
    const active = document.activeElement;
    if (active && active !== document.body && active.checkVisibility()) return;
    const places = room === null ? [`.rooms a[data-room="${left}"]`, '.rooms a[data-room]'] : ['.place h1'];
    const target = places.map((place) => house.current?.querySelector<HTMLElement>(place)).find(Boolean);
    target?.focus();
  }, [house, room]);
}
