import type { StreamEvent } from '@teahouse/protocol/events';
import type { CommandId, RoomId } from '@teahouse/protocol/ids';
import type { Incoming, ServerFrame } from '@teahouse/protocol/server-frames';
import { WebSocket } from 'ws';
import type { LoggedEvent } from './account.ts';

/** Asks a server for whole logs, page by page, as anybody can. */
export class LogReader implements Disposable {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, (frame: Incoming) => void>();
  readonly #hungUp = Promise.withResolvers<never>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#hungUp.promise.catch(() => {});
    socket.on('close', () => this.#hungUp.reject(new Error('the server hung up while its log was read')));
    socket.on('message', (data) => this.#receive(JSON.parse(String(data)) as Incoming));
  }

  /** Enters as somebody who is in the rooms. */
  static async open(url: string, token: string): Promise<LogReader> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const reader = new LogReader(socket);
    await reader.#ask('welcome', { type: 'hello', token });
    return reader;
  }

  async whole(room: RoomId): Promise<readonly LoggedEvent[]> {
    const log: LoggedEvent[] = [];
    for (let head = 1, after = 0; after < head; after = log.at(-1)?.seq ?? head) {
      const page = await this.#page(room, after);
      // A server that forgot that this person is in the room has lost what it acknowledged.
      if (page === null) return [];
      for (const { seq, id } of page.events as readonly StreamEvent[]) log.push({ seq, id });
      if (page.events.length === 0) break;
      head = page.head;
    }
    return log;
  }

  [Symbol.dispose](): void {
    this.#socket.terminate();
  }

  /** Null if the server refuses to show it. */
  async #page(room: RoomId, after: number): Promise<ServerFrame<'events'> | null> {
    const id = `audit-${room}-${after}` as CommandId;
    const answer = await this.#ask(id, { type: 'events', id, room, after });
    return answer.type === 'events' ? answer : null;
  }

  async #ask(key: string, frame: object): Promise<Incoming> {
    const { promise, resolve } = Promise.withResolvers<Incoming>();
    this.#waiting.set(key, resolve);
    this.#socket.send(JSON.stringify(frame));
    return await Promise.race([promise, this.#hungUp.promise]);
  }

  #receive(frame: Incoming): void {
    if (frame.type === 'welcome') this.#waiting.get('welcome')?.(frame);
    else if (frame.type === 'events') this.#waiting.get(frame.id)?.(frame);
    else if (frame.type === 'error' && frame.id !== undefined) this.#waiting.get(frame.id)?.(frame);
  }
}
