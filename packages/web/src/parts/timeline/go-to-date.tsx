import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { textKeys } from '../../platform/keys.ts';
import { useChat, usePage, useTexts } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import type { RoomRoute } from '../../state/route.ts';
import { dateOf, startOfDate } from '../../text/date.ts';
import { Dialog } from '../controls/dialog.tsx';

interface GoToDateProps {
  readonly room: RoomView;
  /** The address to which the message is added. */
  readonly from: RoomRoute;
  /** The day to begin with. */
  readonly atMs: number;
  readonly onClose: () => void;
}

/** Leads to the first message of a day, or of the next day on which something was said. */
export function GoToDate({ room, from, atMs, onClose }: GoToDateProps): VNode {
  const chat = useChat();
  const { address, nowMs } = usePage();
  const texts = useTexts();
  const id = useId();
  const date = useSignal(dateOf(atMs));
  const go = async () => {
    const dayMs = startOfDate(date.value);
    if (dayMs === null) return;
    onClose();
    const seq = await chat.attempt(chat.commands.seqAt(room.room, dayMs));
    const found = seq ?? room.latest?.seq;
    if (found !== undefined) address.go({ ...from, seq: found });
  };
  return (
    <Dialog title={texts.goToDate} onClose={onClose} testId="go-to-date">
      <form
        id={`${id}-form`}
        class="field"
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <label for={id}>{texts.date}</label>
        <input
          id={id}
          type="date"
          required
          max={dateOf(nowMs.peek())}
          value={date.value}
          data-testid="date"
          onInput={(event) => {
            date.value = event.currentTarget.value;
          }}
          onKeyDown={textKeys({ onSubmit: () => void go() })}
        />
      </form>
      <footer>
        <button type="button" onClick={onClose}>
          {texts.cancel}
        </button>
        <button type="submit" form={`${id}-form`} class="primary" data-testid="go">
          {texts.go}
        </button>
      </footer>
    </Dialog>
  );
}
