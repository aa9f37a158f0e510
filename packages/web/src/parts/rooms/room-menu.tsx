import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { copyText } from '../../platform/clipboard.ts';
import type { Point } from '../../platform/list-gestures.ts';
import { useChat, usePage, useTexts } from '../../state/context.ts';
import { titleOf } from '../../state/people.ts';
import type { RoomView } from '../../state/room-view.ts';
import { hashOf } from '../../state/route.ts';
import { Menu, MenuChoice, MenuItem } from '../controls/menu.tsx';
import { NOTIFY_LEVELS } from '../settings/notify-choice.tsx';

interface RoomMenuProps {
  readonly room: RoomView;
  readonly me: Person;
  readonly at: Point;
  readonly onClose: () => void;
  /** Something was done that does not show by itself. */
  readonly onDone: (said: string) => void;
}

/** What a person can do with a room without going in. */
export function RoomMenu({ room, me, at, onClose, onDone }: RoomMenuProps): VNode {
  const chat = useChat();
  const { sheet } = usePage();
  const texts = useTexts();
  const closing = (act: () => void) => () => {
    onClose();
    act();
  };
  const leave = () => {
    sheet.value = { leaving: room.room };
  };
  const copyLink = async () => {
    const isCopied = await copyText(new URL(hashOf({ at: 'room', room: room.room }), location.href).href);
    onDone(isCopied ? texts.linkCopied : texts.linkNotCopied);
  };
  return (
    <Menu label={texts.roomMenu(titleOf(room, me, texts))} at={at} onClose={onClose} testId="room-menu">
      <MenuItem testId="pin" onPress={closing(() => void chat.arrange(room.room, { pinned: !room.pinned }))}>
        {room.pinned ? texts.unpin : texts.pin}
      </MenuItem>
      {room.unread > 0 && (
        <MenuItem testId="mark-read" onPress={closing(() => chat.commands.markRead(room.room, room.head))}>
          {texts.markRead}
        </MenuItem>
      )}
      <MenuItem testId="copy-link" onPress={closing(() => void copyLink())}>
        {texts.copyLink}
      </MenuItem>
      <fieldset>
        <legend>{texts.notifications}</legend>
        {NOTIFY_LEVELS.map((notify) => (
          <MenuChoice
            key={notify}
            testId={`notify-${notify}`}
            isChosen={room.notify === notify}
            onPress={closing(() => void chat.arrange(room.room, { notify }))}
          >
            {texts.notifyLevels[notify]}
          </MenuChoice>
        ))}
      </fieldset>
      <MenuItem testId="menu-leave" onPress={closing(leave)}>
        <span class="fault">{texts.leave}</span>
      </MenuItem>
    </Menu>
  );
}
