import { useSignal } from '@preact/signals';
import type { UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import { normalName } from '@teahouse/protocol/text';
import type { VNode } from 'preact';
import { useChat, usePage, useTexts } from '../../state/context.ts';
import { Dialog } from '../controls/dialog.tsx';
import { Field } from '../controls/field.tsx';
import { GuestList } from './guest-list.tsx';
import { type ChosenKind, KindChoice } from './kind-choice.tsx';

interface CreateRoomProps {
  readonly me: Person;
  readonly onClose: () => void;
}

/** A new room: its name, and who may come in. */
export function CreateRoom({ me, onClose }: CreateRoomProps): VNode {
  const chat = useChat();
  const { address } = usePage();
  const texts = useTexts();
  const name = useSignal('');
  const kind = useSignal<ChosenKind>('open');
  const guests = useSignal<ReadonlySet<UserId>>(new Set());
  const isRefused = useSignal(false);
  const create = async () => {
    isRefused.value = normalName(name.value) === null;
    if (isRefused.value) return;
    const members = kind.value === 'closed' ? [...guests.value] : [];
    onClose();
    const room = await chat.attempt(chat.commands.createRoom(name.value, kind.value, members));
    if (room !== null) address.go({ at: 'room', room });
  };
  return (
    <Dialog title={texts.newRoom} onClose={onClose} testId="create-room">
      <Field
        label={texts.roomName}
        fault={isRefused.value ? texts.errors.bad_name : null}
        value={name}
        onSubmit={() => void create()}
        testId="room-name"
      />
      <KindChoice kind={kind} />
      {kind.value === 'closed' && <GuestList me={me} chosen={guests} />}
      <footer>
        <button type="button" onClick={onClose}>
          {texts.cancel}
        </button>
        <button type="button" class="primary" data-testid="create" onClick={() => void create()}>
          {texts.create}
        </button>
      </footer>
    </Dialog>
  );
}
