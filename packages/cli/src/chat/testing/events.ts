import type { Message, RoomEvent } from '@teahouse/protocol/events';
import { type CommandId, LOBBY, type UserId } from '@teahouse/protocol/ids';

const NOON_MS = Date.UTC(2026, 0, 1, 12);

/** What every event of a made-up room has. */
export function eventFields(seq: number) {
  const by = 'u_aaaaaaaaaaaaaaaa' as UserId;
  return { room: LOBBY, seq, n: seq, id: `c${seq}` as CommandId, by, from: '小明', at: NOON_MS } as const;
}

export function message(seq: number, text = `line ${seq}`): Message {
  return { type: 'message', ...eventFields(seq), text };
}

export function messages(first: number, last: number): RoomEvent[] {
  return Array.from({ length: last - first + 1 }, (_, index) => message(first + index));
}
