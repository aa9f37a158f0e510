import type { RoomId } from '@teahouse/protocol/ids';
import type { VNode } from 'preact';
import { Name } from '../parts/controls/name.tsx';
import { RoomFace } from '../parts/rooms/room-face.tsx';
import { useChat, useTexts } from '../state/context.ts';
import { titleOf } from '../state/people.ts';

/** The address of a room that this person is not in. It may not even exist: joining tells. */
export function AbsentRoom({ room: id }: { readonly room: RoomId }): VNode {
  const chat = useChat();
  const texts = useTexts();
  const room = chat.openRooms.find((open) => open.room === id);
  return (
    <main class="place empty" data-testid="absent-room">
      {room && (
        <div class="portrait">
          <RoomFace room={id} title={titleOf(room, null, texts)} isDirect={false} />
        </div>
      )}
      <h1>{room ? <Name>{titleOf(room, null, texts)}</Name> : texts.notInRoom}</h1>
      {room && <p>{texts.notInRoom}</p>}
      <button
        type="button"
        class="primary"
        data-testid="join"
        onClick={() => void chat.attempt(chat.commands.join(id))}
      >
        {texts.join}
      </button>
      <a href="#/">{texts.back}</a>
    </main>
  );
}
