import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useChat, usePage, useTexts } from '../../state/context.ts';
import { titleOf } from '../../state/people.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Dialog } from '../controls/dialog.tsx';

interface LeaveRoomProps {
  readonly room: RoomView;
  readonly me: Person;
  readonly onClose: () => void;
}

export function LeaveRoom({ room, me, onClose }: LeaveRoomProps): VNode {
  const chat = useChat();
  const { address } = usePage();
  const texts = useTexts();
  const leave = async () => {
    onClose();
    const left = await chat.attempt(chat.commands.leave(room.room).then(() => room.room));
    const { value: route } = address.route;
    if (left !== null && route.at === 'room' && route.room === left) address.go({ at: 'rooms' });
  };
  return (
    <Dialog title={texts.leaveQuestion(titleOf(room, me, texts))} onClose={onClose} testId="leave-room">
      {room.kind === 'closed' && <p>{texts.leaveClosedWarning}</p>}
      <footer>
        <button type="button" onClick={onClose}>
          {texts.cancel}
        </button>
        <button type="button" class="danger" data-testid="leave-yes" onClick={() => void leave()}>
          {texts.leaveYes}
        </button>
      </footer>
    </Dialog>
  );
}
