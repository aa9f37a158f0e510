import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { usePage, useTexts } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Icon } from '../controls/icon.tsx';
import { GoToDate } from '../timeline/go-to-date.tsx';

/** Asks for a day of a room. What is open beside the conversation makes place for what was said then. */
export function DateButton({ room }: { readonly room: RoomView }): VNode {
  const texts = useTexts();
  const { nowMs } = usePage();
  const isAsking = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="quiet"
        data-testid="to-date"
        onClick={() => {
          isAsking.value = true;
        }}
      >
        <Icon name="calendar" />
        {texts.goToDate}
      </button>
      {isAsking.value && (
        <GoToDate
          room={room}
          from={{ at: 'room', room: room.room }}
          atMs={room.latest?.at ?? nowMs.peek()}
          onClose={() => {
            isAsking.value = false;
          }}
        />
      )}
    </>
  );
}
