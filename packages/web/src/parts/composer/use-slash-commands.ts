import type { Signal } from '@preact/signals';
import type { RoomId } from '@teahouse/protocol/ids';
import { normalName } from '@teahouse/protocol/text';
import type { ComposerNotice } from '../../state/composing/composer-notice.ts';
import { roomMeant } from '../../state/composing/room-meant.ts';
import { shrugged, type Written } from '../../state/composing/slash-commands.ts';
import { useChat, usePage, useTexts } from '../../state/context.ts';

type Order = Exclude<Written, { wants: 'say' }>;

/** Does what a slash asks for in a room. False if it could not even be tried, and the writer is told why. */
export function useSlashCommands(here: RoomId, notice: Signal<ComposerNotice | null>) {
  const { sheet } = usePage();
  const { renameMe, enterRoom, openRoom } = useOrders();
  const chat = useChat();
  const texts = useTexts();
  const refuse = (said: ComposerNotice) => {
    notice.value = said;
    return false;
  };
  return (order: Order, say: (text: string) => boolean): boolean => {
    switch (order.wants) {
      case 'unknown':
        return refuse({ says: 'unknownCommand', name: order.name });
      case 'help':
        notice.value = { says: 'commands' };
        return true;
      case 'leave':
        sheet.value = { leaving: here };
        return true;
      case 'shrug':
        return say(shrugged(order.argument));
      case 'nick':
      case 'new':
        if (order.argument === '') return refuse({ says: 'incomplete', command: order.wants });
        return order.wants === 'nick' ? renameMe(order.argument) : openRoom(order.argument);
      case 'join': {
        if (order.argument === '') return refuse({ says: 'incomplete', command: 'join' });
        const room = roomMeant(order.argument, [...chat.rooms.values(), ...chat.openRooms], texts);
        return room ? enterRoom(room) : refuse({ says: 'noSuchRoom', name: order.argument });
      }
    }
  };
}

function useOrders() {
  const chat = useChat();
  const { address } = usePage();
  const isName = (name: string) => {
    if (normalName(name) === null) chat.refusal.value = 'bad_name';
    return normalName(name) !== null;
  };
  const goTo = async (asked: Promise<RoomId>) => {
    const room = await chat.attempt(asked);
    if (room !== null) address.go({ at: 'room', room });
  };
  return {
    renameMe(name: string) {
      if (isName(name)) void chat.attempt(chat.commands.rename(name));
      return normalName(name) !== null;
    },
    enterRoom(room: RoomId) {
      if (chat.rooms.has(room)) address.go({ at: 'room', room });
      else void goTo(chat.commands.join(room).then(() => room));
      return true;
    },
    openRoom(name: string) {
      if (isName(name)) void goTo(chat.commands.createRoom(name, 'open'));
      return normalName(name) !== null;
    },
  };
}
