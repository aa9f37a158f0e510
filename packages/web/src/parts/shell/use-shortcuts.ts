import type { RoomId } from '@teahouse/protocol/ids';
import { useEffect } from 'preact/hooks';
import { isInputMethods } from '../../platform/keys.ts';
import { focusRegion, isWritingIn } from '../../platform/regions.ts';
import { type Page, useChat, usePage, useTexts } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import { roomBeside, unreadBeside } from '../../state/rooms/neighbours.ts';
import { inSections } from '../../state/rooms/room-order.ts';
import { type ShortcutName, shortcutOf } from '../../state/shortcuts.ts';

type Actions = Readonly<Record<ShortcutName, () => void>>;

/** The keys that work wherever the reader is. A dialog keeps them for itself, as do fields and input methods. */
export function useShortcuts(): void {
  const page = usePage();
  const { rooms } = useChat();
  const { locale } = useTexts();
  useEffect(() => {
    const actions = actionsOn(page, () => {
      const { pinned, others } = inSections(rooms.values(), locale);
      return [...pinned, ...others];
    });
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isInputMethods(event) || document.querySelector('dialog[open]')) return;
      const areSignsTyped = isWritingIn(event.target) || !page.keys.areSignsOn.value;
      const name = shortcutOf(event, areSignsTyped);
      if (name === null) return;
      event.preventDefault();
      actions[name]();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [page, rooms, locale]);
}

function actionsOn(page: Page, list: () => readonly RoomView[]): Actions {
  const { address, sheet } = page;
  const toRoom = (beside: typeof roomBeside, step: 1 | -1) => () => {
    const route = address.route.value;
    const room: RoomId | null = beside(list(), route.at === 'room' ? route.room : null, step);
    if (room !== null) address.go({ at: 'room', room });
  };
  return {
    switcher: () => {
      sheet.value = 'switcher';
    },
    sheet: () => {
      sheet.value = 'shortcuts';
    },
    previousRoom: toRoom(roomBeside, -1),
    nextRoom: toRoom(roomBeside, 1),
    previousUnread: toRoom(unreadBeside, -1),
    nextUnread: toRoom(unreadBeside, 1),
    nextRegion: () => focusRegion(document, 1),
    previousRegion: () => focusRegion(document, -1),
    close: () => {
      const route = address.route.value;
      if (route.at === 'room' && route.panel) address.up();
    },
  };
}
