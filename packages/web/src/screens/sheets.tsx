import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { later } from '../parts/controls/later.tsx';
import { UnsentMessages } from '../parts/shell/unsent-messages.tsx';
import { Switcher } from '../parts/switcher/switcher.tsx';
import { useChat, usePage } from '../state/context.ts';

const LeaveRoom = later(async () => (await import('../parts/rooms/leave-room.tsx')).LeaveRoom);
const ShortcutSheet = later(async () => (await import('../parts/shell/shortcut-sheet.tsx')).ShortcutSheet);

/** What is open in front of everything, wherever it was asked for. */
export function Sheets({ me }: { readonly me: Person }): VNode | null {
  const { sheet } = usePage();
  const { rooms } = useChat();
  const close = () => {
    sheet.value = null;
  };
  switch (sheet.value) {
    case null:
      return null;
    case 'switcher':
      return <Switcher me={me} onClose={close} />;
    case 'shortcuts':
      return <ShortcutSheet onClose={close} />;
    case 'unsent':
      return <UnsentMessages onClose={close} />;
    default: {
      const room = rooms.get(sheet.value.leaving);
      return room ? <LeaveRoom room={room} me={me} onClose={close} /> : null;
    }
  }
}
