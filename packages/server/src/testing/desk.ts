import type { RoomEvent, StreamEvent } from '@teahouse/protocol/events';
import { LOBBY, type RoomId, type StreamId, type UserId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import { createCommitter } from '../engine/batch.ts';
import type { Commit } from '../engine/engine.ts';
import type { Archive } from '../storage/archive.ts';
import { MemoryStore } from '../storage/memory/memory-store.ts';

export const MING = `u_${'m'.repeat(16)}` as UserId;
export const LEE = `u_${'l'.repeat(16)}` as UserId;
export const ROOM = `r_${'r'.repeat(16)}` as RoomId;
export const AT_MS = 1_795_394_704_123;

export type Asked<Of> = Of extends unknown ? Omit<Of, 'id'> & { readonly id?: string } : never;

/** A store and its committer, with the lobby, Ming and Lee in it. */
export class Desk {
  readonly archive: Archive;
  readonly #committer;
  #commands = 0;

  constructor(store = new MemoryStore(() => 'name')) {
    this.#committer = createCommitter(store.openLog(), { nowMs: () => AT_MS });
    this.archive = store.openArchive();
  }

  static async open(): Promise<Desk> {
    const desk = new Desk();
    const tokenHash = new Uint8Array(32);
    await desk.commit(
      { type: 'open_lobby', author: HOUSE },
      { type: 'register', author: MING, name: '小明', tokenHash },
      { type: 'register', author: LEE, tokenHash },
    );
    return desk;
  }

  commit(...asked: Asked<Command>[]): Promise<Commit> {
    return this.#committer.commit(asked.map((one) => ({ id: `c${++this.#commands}`, ...one }) as Command));
  }

  async events<Event extends StreamEvent = RoomEvent>(stream: StreamId = LOBBY): Promise<Event[]> {
    const page = await this.archive.eventsAfter(stream, { reader: 'server', after: 0, limit: 10_000 });
    return (page?.events ?? []).map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as Event);
  }
}

export const send = (author: UserId, text: string, room = LOBBY, id?: string) =>
  ({ type: 'send', author, room, text, ...(id && { id }) }) as const;
