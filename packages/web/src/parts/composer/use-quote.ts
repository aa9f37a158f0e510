import type { RoomId } from '@teahouse/protocol/ids';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { usePage } from '../../state/context.ts';

/** Takes a quote that was asked for into what is being written in its room, to be answered there. */
export function useQuote(field: RefObject<HTMLTextAreaElement | null>, room: RoomId): void {
  const { drafts, quote } = usePage();
  const asked = quote.value;
  useEffect(() => {
    if (asked?.room !== room) return;
    quote.value = null;
    const written = drafts.of(room).peek().text.trimEnd();
    drafts.write(room, written === '' ? asked.text : `${written}\n${asked.text}`);
    field.current?.focus();
  }, [asked, room, drafts, quote, field]);
}
