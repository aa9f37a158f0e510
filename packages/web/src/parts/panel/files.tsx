import { useSignal } from '@preact/signals';
import type { Message } from '@teahouse/protocol/events';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useChat, useTexts } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import { isPicture } from '../../state/shared-files.ts';
import { FileRow, Picture } from './shared-file.tsx';

/** What was shared in a room, newest first: pictures to look at, then everything else. */
export function Files({ room }: { readonly room: RoomView }): VNode {
  const texts = useTexts();
  const { files, hasMore, isAsking, more } = useFiles(room);
  const pictures = files?.filter(isPicture) ?? [];
  const others = files?.filter((message) => !isPicture(message)) ?? [];
  return (
    <div class="panel-page" data-testid="files" aria-busy={isAsking}>
      {files?.length === 0 && <p class="note nothing">{texts.noFiles}</p>}
      {pictures.length > 0 && (
        <ul class="pictures">
          {pictures.map((message) => (
            <li key={message.seq}>
              <Picture message={message} />
            </li>
          ))}
        </ul>
      )}
      <ul>
        {others.map((message) => (
          <li key={message.seq}>
            <FileRow message={message} />
          </li>
        ))}
      </ul>
      {hasMore && (
        <button type="button" class="more" disabled={isAsking} data-testid="more-files" onClick={more}>
          {texts.moreFiles}
        </button>
      )}
    </div>
  );
}

interface FilesAsked {
  /** Null until the server has told. */
  readonly files: readonly Message[] | null;
  readonly hasMore: boolean;
  readonly isAsking: boolean;
  readonly more: () => void;
}

function useFiles({ room }: RoomView): FilesAsked {
  const chat = useChat();
  const files = useSignal<readonly Message[] | null>(null);
  const hasMore = useSignal(false);
  const isAsking = useSignal(false);
  const isShown = useRef(true);
  const more = async () => {
    const known = files.value ?? [];
    const before = known.at(-1)?.seq;
    isAsking.value = true;
    const page = await chat.attempt(chat.commands.files(room, before === undefined ? {} : { before }));
    if (!isShown.current) return;
    isAsking.value = false;
    if (!page) return;
    files.value = [...known, ...page.messages];
    hasMore.value = page.more;
  };
  const { isAnswered } = chat;
  useEffect(() => {
    if (isAnswered && files.value === null) void more();
  }, [isAnswered]);
  useEffect(
    () => () => {
      isShown.current = false;
    },
    [],
  );
  return { files: files.value, hasMore: hasMore.value, isAsking: isAsking.value, more: () => void more() };
}
