import type { Message, RoomEvent } from '@teahouse/protocol/events';

export type Notice = RoomEvent<'joined' | 'left' | 'renamed'>;

/** A line of a conversation. `key` stays the same while a line lasts, so that the page can keep its element. */
export type Row =
  | { readonly row: 'day'; readonly key: string; readonly atMs: number }
  | { readonly row: 'unread'; readonly key: string }
  | { readonly row: 'notices'; readonly key: string; readonly notices: readonly Notice[] }
  | {
      readonly row: 'message';
      readonly key: string;
      readonly message: Message;
      /** Opens a group: the author is shown. The messages that follow belong to it without saying so. */
      readonly opensGroup: boolean;
    };

export interface RowOptions {
  /** Whether there is more before the timeline. */
  readonly hasOlder: boolean;
  /** The first messages after this seq are announced as new. Null if nothing was unread. */
  readonly readSeq: number | null;
  /** Midnight before a moment, where the reader is. */
  readonly startOfDay: (atMs: number) => number;
}

/** After a longer pause the author is named again. */
export const GROUP_PAUSE_MS_MAX = 60_000;

/** A timeline as lines: days parted, messages of one author gathered, comings and goings folded. */
export function rowsOf(timeline: readonly RoomEvent[], { hasOlder, readSeq, startOfDay }: RowOptions): Row[] {
  const rows: Row[] = [];
  let day = Number.NaN;
  // Where the new ones begin before all that is here, the line would stand in a wrong place.
  let isUnreadTold = readSeq === null || (hasOlder && (timeline[0]?.seq ?? 0) > readSeq + 1);
  for (const event of timeline) {
    if (event.type === 'room_created') continue;
    if (startOfDay(event.at) !== day) {
      day = startOfDay(event.at);
      rows.push({ row: 'day', key: `day ${event.seq}`, atMs: event.at });
    }
    if (event.type !== 'message') {
      addNotice(rows, event);
      continue;
    }
    if (!isUnreadTold && readSeq !== null && event.seq > readSeq) {
      rows.push({ row: 'unread', key: 'unread' });
      isUnreadTold = true;
    }
    const opensGroup = !continues(rows.at(-1), event);
    rows.push({ row: 'message', key: messageKey(event.by, event.id), message: event, opensGroup });
  }
  return rows;
}

/** The same for a message that waits and for the event it becomes, so that it does not jump when it is sent. */
export function messageKey(by: string, id: string): string {
  return `${by} ${id}`;
}

function addNotice(rows: Row[], notice: Notice): void {
  const last = rows.at(-1);
  if (last?.row === 'notices') rows[rows.length - 1] = { ...last, notices: [...last.notices, notice] };
  else rows.push({ row: 'notices', key: `notice ${notice.seq}`, notices: [notice] });
}

function continues(last: Row | undefined, { by, from, at }: Message): boolean {
  if (last?.row !== 'message') return false;
  const { message } = last;
  return message.by === by && message.from === from && at - message.at <= GROUP_PAUSE_MS_MAX;
}
