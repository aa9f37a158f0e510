import type { OpenRoom } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { useChat, usePage, useTexts } from '../../state/context.ts';
import { titleOf } from '../../state/people.ts';
import { Avatar } from '../controls/avatar.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Name } from '../controls/name.tsx';
import { useMatching } from '../switcher/use-matching.ts';

/** Open rooms this person is not in. Nobody tells of new ones, so the list is fetched when somebody looks. */
export function OpenRooms({ query }: { readonly query: string }): VNode {
  const chat = useChat();
  const { isTabVisible } = usePage();
  const texts = useTexts();
  const { isAnswered } = chat;
  const refresh = () => void chat.attempt(chat.commands.refreshOpenRooms());
  useEffect(() => {
    if (isAnswered && isTabVisible.value) refresh();
  }, [isAnswered, isTabVisible.value, chat.rooms.size]);
  const matching = useMatching(query);
  const others = matching(
    chat.openRooms.filter((open) => !chat.rooms.has(open.room)),
    (open) => titleOf(open, null, texts),
  );
  return (
    <section>
      <div class="list-head">
        <h2>{texts.openRooms}</h2>
        <IconButton icon="refresh" label={texts.refreshRooms} onPress={refresh} testId="refresh-rooms" />
      </div>
      {others.length === 0 && isAnswered && (
        <p class="note">{query === '' ? texts.noOpenRooms : texts.noRoomFound}</p>
      )}
      <ul data-testid="open-rooms">
        {others.map((open) => (
          <li key={open.room}>
            <Joinable open={open} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Joinable({ open }: { readonly open: OpenRoom }): VNode {
  const chat = useChat();
  const { address } = usePage();
  const texts = useTexts();
  const title = titleOf(open, null, texts);
  const join = async () => {
    const joined = await chat.attempt(chat.commands.join(open.room).then(() => open.room));
    if (joined !== null) address.go({ at: 'room', room: joined });
  };
  return (
    <div class="joinable" data-testid="open-room" data-room={open.room}>
      <Avatar id={open.room} name={title} shape="square" />
      <span class="joinable-words">
        <Name>{title}</Name>
        <span class="note">{texts.members(open.members)}</span>
      </span>
      <button type="button" aria-label={texts.joinRoom(title)} data-testid="join" onClick={() => void join()}>
        {texts.join}
      </button>
    </div>
  );
}
