import type { Message, RoomEvent } from '@teahouse/protocol/events';
import type { RoomId } from '@teahouse/protocol/ids';
import { PAGE_BYTES_MAX } from '@teahouse/protocol/limits';
import { plainFrame } from '../fanout/encodings.ts';
import type { Archive } from '../storage/archive.ts';

/** Events read at once for a plain client that is being caught up. */
const CATCH_UP_EVENTS = 100;

/** A room's past as frames for plain clients. */
export class PlainHistory {
  readonly #archive: Archive;
  readonly #room: RoomId;

  constructor(archive: Archive, room: RoomId) {
    this.#archive = archive;
    this.#room = room;
  }

  /** The last messages up to the event `upTo`. */
  async newest(limit: number, upTo: number): Promise<Buffer[]> {
    const page = await this.#archive.messages(this.#room, { reader: 'visitor', before: upTo + 1, limit });
    if (!page) return [];
    const messages = JSON.parse(`[${Buffer.from(page.json).toString()}]`) as Message[];
    const { frames } = await this.#frames(messages.reverse());
    return frames.reverse();
  }

  /** The next messages, and the seq of the last event looked at. */
  async eventsAfter(after: number): Promise<{ frames: Buffer[]; last: number }> {
    const query = { reader: 'visitor', after, limit: CATCH_UP_EVENTS } as const;
    const page = await this.#archive.eventsAfter(this.#room, query);
    const events = (page?.events ?? []).map(
      ({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as RoomEvent,
    );
    const { frames, last } = await this.#frames(events);
    return { frames, last: last?.seq ?? after };
  }

  /** As many as fit in one page, which files are not counted in where they are stored; and the last one looked at. */
  async #frames(events: readonly RoomEvent[]): Promise<{ frames: Buffer[]; last: RoomEvent | null }> {
    const frames: Buffer[] = [];
    let sizeBytes = 0;
    let last: RoomEvent | null = null;
    for (const event of events) {
      if (sizeBytes >= PAGE_BYTES_MAX) break;
      last = event;
      const frame = await this.#frame(event);
      if (frame) frames.push(frame);
      sizeBytes += frame?.length ?? 0;
    }
    return { frames, last };
  }

  async #frame(event: RoomEvent): Promise<Buffer | null> {
    const attachment = event.type === 'message' ? event.attachment : undefined;
    const blob = attachment && (await this.#archive.blob(attachment.id));
    const bytes = Buffer.from(JSON.stringify(event));
    return plainFrame({ type: event.type, bytes, ...(blob ? { blob: blob.bytes } : {}) });
  }
}
