import type { RoomEvent } from '@teahouse/protocol/events';
import { plainText } from '@teahouse/protocol/plain';
import type { SharedFrame } from './deflated.ts';
import { frame, payloadOf, textFrame } from './frames.ts';

/** How a subscriber wants events: as the JSON that is stored, the same compressed where it pays, or as plain mode shows them. */
export type Encoding = 'json' | 'deflated' | 'plain';

/** An event on its way out. */
export interface Encodable {
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly blob?: Uint8Array;
}

/** The frame plain clients get, or null for what they are not shown (NET-2). Parses only messages. */
export function plainFrame(event: Encodable): Buffer | null {
  if (event.type !== 'message') return null;
  if (event.blob) return frame('binary', event.blob);
  const text = plainText(JSON.parse(Buffer.from(event.bytes).toString()) as RoomEvent);
  return text === null ? null : textFrame(text);
}

/** Events that JSON clients got as these frames, for plain ones. Null if one came with a file, which is in the store. */
export function plainFramesOf(recent: readonly { readonly frame: SharedFrame }[]): Buffer | null {
  const frames: Buffer[] = [];
  for (const { frame: json } of recent) {
    const event = JSON.parse(payloadOf(json.whole).toString()) as RoomEvent;
    if (event.type === 'message' && event.attachment) return null;
    const text = plainText(event);
    if (text !== null) frames.push(textFrame(text));
  }
  return Buffer.concat(frames);
}
