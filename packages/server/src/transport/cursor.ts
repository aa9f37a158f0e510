import { isUserStream, type StreamId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { ServerFrame } from '@teahouse/protocol/server-frames';

/**
 * How long a cursor may be, in characters of base64url. It comes back in a header, and all headers together may have
 * 16 KiB. Beyond it the rooms in which nothing happened for longest are left out, and begin anew at their heads.
 */
export const CURSOR_CHARACTERS_MAX = 4_000;
/** Three bytes are four characters. What stands around the positions is less than this. */
const POSITIONS_BYTES_MAX = (CURSOR_CHARACTERS_MAX * 3) / 4 - 200;

/** The fields that every event has come first, always in this order. */
const EVENT = /^\{"type":"(\w+)","(?:room|user)":"(\w+)","seq":(\d+),"n":\d+,"id":"([\w.:-]+)"/;
/** What the pattern looks at is never longer. */
const EVENT_BYTES_MAX = 256;
const WELCOME = '{"type":"welcome"';
const RESET = '{"type":"reset"';

/** Whether a frame holds a welcome. */
export function isWelcome(content: Buffer): boolean {
  return content.toString('latin1', 0, WELCOME.length) === WELCOME;
}

type Positions = Readonly<Record<string, Position>>;

/**
 * How far a client has been shown each of its streams, read from what it is sent: so it never claims more than went
 * out, whatever was dropped or caught up on the way. Bytes are looked at, and parsed only where they are no event.
 */
export class Cursor {
  readonly #resumed: Positions;
  #epoch = '';
  /** The stream that moved last is the last. */
  #positions = new Map<string, Position>();

  /** `resumed` are the positions that the client has shown. */
  constructor(resumed: Positions) {
    this.#resumed = resumed;
  }

  /** Takes note of a frame's content. True if the cursor is another one now. */
  pass(content: Buffer): boolean {
    const head = content.toString('latin1', 0, EVENT_BYTES_MAX);
    const [, type, stream, seq, id] = EVENT.exec(head) ?? [];
    if (stream !== undefined) {
      this.#move(stream, { epoch: this.#epoch, seq: Number(seq), id } as Position);
      if (type === 'room_left') this.#positions.delete(JSON.parse(content.toString()).room);
    } else if (head.startsWith(WELCOME)) {
      this.#welcome(JSON.parse(content.toString()));
    } else if (head.startsWith(RESET)) {
      const reset: ServerFrame<'reset'> = JSON.parse(content.toString());
      this.#move(reset.room, { epoch: reset.epoch, seq: reset.head, id: reset.id });
    } else {
      return false;
    }
    return true;
  }

  /** As the client shows it again in `Last-Event-ID`. */
  toString(): string {
    const epochs = new Map<string, Record<string, [number, string]>>();
    let leftBytes = POSITIONS_BYTES_MAX;
    for (const [stream, { epoch, seq, id }] of this.#importantFirst()) {
      leftBytes -= stream.length + String(seq).length + id.length + 9;
      const streams = epochs.get(epoch) ?? {};
      if (!epochs.has(epoch)) leftBytes -= epoch.length + 6;
      if (leftBytes < 0) break;
      streams[stream] = [seq, id];
      epochs.set(epoch, streams);
    }
    return Buffer.from(JSON.stringify(Object.fromEntries(epochs))).toString('base64url');
  }

  #move(stream: string, position: Position): void {
    this.#positions.delete(stream);
    this.#positions.set(stream, position);
  }

  #welcome({ user, me, rooms }: ServerFrame<'welcome'>): void {
    this.#epoch = me.epoch;
    for (const { room: stream, epoch, head, id } of [...rooms, { room: user.id, ...me }])
      this.#move(stream, this.#resumed[stream] ?? { epoch, seq: head, id });
  }

  #importantFirst(): [string, Position][] {
    const newestFirst = [...this.#positions].reverse();
    const isOwn = ([stream]: [string, Position]) => isUserStream(stream as StreamId);
    return [...newestFirst.filter(isOwn), ...newestFirst.filter((entry) => !isOwn(entry))];
  }
}

/** The positions in a cursor, as a hello shows them; null if it is none. What they say is checked with the hello. */
export function positionsIn(
  cursor: string,
): Record<string, { epoch: string; seq: unknown; id: unknown }> | null {
  try {
    const epochs: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (typeof epochs !== 'object' || epochs === null) return null;
    const positions = Object.entries(epochs).flatMap(([epoch, streams]) =>
      Object.entries(streams as Record<string, [unknown, unknown]>).map(
        ([stream, [seq, id]]) => [stream, { epoch, seq, id }] as const,
      ),
    );
    return Object.fromEntries(positions);
  } catch {
    return null;
  }
}
