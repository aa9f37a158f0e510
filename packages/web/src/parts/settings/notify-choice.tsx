import type { Notify } from '@teahouse/protocol/arrangement';
import type { VNode } from 'preact';
import { useChat, useTexts } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';

export const NOTIFY_LEVELS: readonly Notify[] = ['all', 'mentions', 'nothing'];

/** Of what in a room this person wants to be told, on all devices. */
export function NotifyChoice({ room }: { readonly room: RoomView }): VNode {
  const chat = useChat();
  const texts = useTexts();
  return (
    <fieldset class="choice" data-testid="notify-choice">
      <legend>{texts.notifications}</legend>
      {NOTIFY_LEVELS.map((notify) => (
        <label key={notify}>
          <input
            type="radio"
            name="notify"
            checked={room.notify === notify}
            data-testid={`notify-${notify}`}
            onChange={() => void chat.arrange(room.room, { notify })}
          />
          {texts.notifyLevels[notify]}
        </label>
      ))}
    </fieldset>
  );
}
