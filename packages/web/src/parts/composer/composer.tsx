import { useSignal } from '@preact/signals';
import type { Person } from '@teahouse/protocol/server-frames';
import { refuseText } from '@teahouse/protocol/text';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ComposerNotice } from '../../state/composing/composer-notice.ts';
import { hasFence } from '../../state/composing/token.ts';
import { usePage, useTexts } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Icon } from '../controls/icon.tsx';
import { later } from '../controls/later.tsx';
import { Counter } from './counter.tsx';
import { EmojiButton } from './emoji-button.tsx';
import { useCompletion } from './use-completion.ts';
import { useSending } from './use-sending.ts';
import { WritingField } from './writing-field.tsx';

const CompletionList = later(async () => (await import('./completion-list.tsx')).CompletionList);
const NoticeToWriter = later(async () => (await import('./composer-notice.tsx')).NoticeToWriter);
const Preview = later(async () => (await import('./preview.tsx')).Preview);

interface ComposerProps {
  readonly room: RoomView;
  readonly me: Person;
}

/** The place to write. What is not sent yet waits here when the reader looks elsewhere, or comes back. */
export function Composer({ room, me }: ComposerProps): VNode {
  const { drafts } = usePage();
  const texts = useTexts();
  const { text } = drafts.of(room.room).value;
  const field = useRef<HTMLTextAreaElement>(null);
  const notice = useSignal<ComposerNotice | null>(null);
  const completion = useCompletion(field, room, me);
  const submit = useSending(room, notice);
  useRefusedFiles(() => {
    notice.value = { says: 'noFiles' };
  });
  const send = () => {
    submit();
    field.current?.focus();
  };
  return (
    <div class="composer" data-region="composer">
      {notice.value && <NoticeToWriter notice={notice} />}
      {hasFence(text) && <Preview text={text} />}
      <Counter text={text} />
      <div class="writing">
        {completion.suggestions.length > 0 && <CompletionList completion={completion} />}
        <WritingField
          field={field}
          room={room}
          me={me}
          completion={completion}
          onSubmit={send}
          onFiles={() => {
            notice.value = { says: 'noFiles' };
          }}
        />
        <EmojiButton field={field} />
      </div>
      <button
        type="button"
        class="primary round"
        aria-label={texts.send}
        title={texts.send}
        disabled={refuseText(text) !== null}
        data-testid="send"
        onClick={send}
      >
        <Icon name="send" />
      </button>
    </div>
  );
}

/** Wherever on the page files are dropped, it is said here that they cannot be sent. */
function useRefusedFiles(refuse: () => void): void {
  const { fileDrops } = usePage();
  const before = useRef(fileDrops.peek());
  useEffect(() => {
    if (fileDrops.value === before.current) return;
    before.current = fileDrops.value;
    refuse();
  }, [fileDrops.value]);
}
