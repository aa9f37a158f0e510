import { useSignal } from '@preact/signals';
import type { Person } from '@teahouse/protocol/server-frames';
import type { ComponentChildren, VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { copyText } from '../../platform/clipboard.ts';
import { usePage, useTexts } from '../../state/context.ts';
import { titleOf } from '../../state/people.ts';
import type { RoomView } from '../../state/room-view.ts';
import { hashOf } from '../../state/route.ts';
import { Icon } from '../controls/icon.tsx';
import { Name } from '../controls/name.tsx';
import { RoomFace } from '../rooms/room-face.tsx';
import { NotifyChoice } from '../settings/notify-choice.tsx';
import { DateButton } from './date-button.tsx';

interface DetailsProps {
  readonly room: RoomView;
  readonly me: Person;
}

/** What a room is, how much of it one wants to hear, and the way out. */
export function Details({ room, me }: DetailsProps): VNode {
  const texts = useTexts();
  const title = titleOf(room, me, texts);
  const { sheet } = usePage();
  return (
    <div class="panel-page details" data-testid="details">
      <div class="portrait">
        <RoomFace room={room.room} title={title} isDirect={room.kind === 'direct'} />
        <h2>
          <Name>{title}</Name>
        </h2>
        <p class="note">
          {texts.kinds[room.kind]} · {texts.members(room.members)}
        </p>
      </div>
      <NotifyChoice room={room} />
      <DateButton room={room} />
      <Fact title={texts.roomAddress}>
        <RoomAddress room={room} />
      </Fact>
      <button
        type="button"
        class="quiet danger"
        data-testid="leave"
        onClick={() => {
          sheet.value = { leaving: room.room };
        }}
      >
        <Icon name="leave" />
        {texts.leave}
      </button>
    </div>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ComponentChildren }): VNode {
  return (
    <section class="fact">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** A link for others. Where it cannot be copied by a press it is marked, to be copied by hand. */
function RoomAddress({ room }: { readonly room: RoomView }): VNode {
  const texts = useTexts();
  const isCopied = useSignal(false);
  const shown = useRef<HTMLElement>(null);
  const address = new URL(hashOf({ at: 'room', room: room.room }), window.location.origin).href;
  const copy = async () => {
    isCopied.value = await copyText(address);
    if (!isCopied.value && shown.current) window.getSelection()?.selectAllChildren(shown.current);
  };
  return (
    <div class="address">
      <code ref={shown} dir="ltr" data-testid="address">
        {address}
      </code>
      <button type="button" data-testid="copy-address" onClick={() => void copy()}>
        <Icon name={isCopied.value ? 'check' : 'copy'} />
        <span role="status">{isCopied.value ? texts.addressCopied : texts.copyAddress}</span>
      </button>
    </div>
  );
}
