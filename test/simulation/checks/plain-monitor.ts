import type { Message } from '@teahouse/protocol/events';
import type { RoomId } from '@teahouse/protocol/ids';
import { plainText } from '@teahouse/protocol/plain';
import type { LinkWatcher } from '../network/link.ts';
import type { WrittenFrame } from '../network/server-frames-in.ts';
import type { Evidence } from './evidence.ts';

/** What one plain connection was shown: a piece of the room, message after message (NET-2). */
export class PlainMonitor implements LinkWatcher {
  readonly #evidence: Evidence;
  readonly #name: string;
  readonly #room: RoomId;
  /** Seq of the last message shown; before the first it is not known where the connection began. */
  #seq: number | null = null;

  constructor(evidence: Evidence, name: string, room: RoomId) {
    this.#evidence = evidence;
    this.#name = name;
    this.#room = room;
  }

  received(): void {}

  overflowed(sizeBytes: number): void {
    this.#evidence.findings.report('FAN-1', `${sizeBytes} bytes wait for ${this.#name}`);
  }

  wrote({ kind, text, payloadBytes }: WrittenFrame): void {
    if (kind === 'ping') return;
    this.#evidence.findings.note(
      () => `${this.#name} ← ${kind === 'text' ? text.slice(0, 80) : payloadBytes}`,
    );
    if (kind === 'binary')
      this.#take((message) => message.attachment?.size === payloadBytes, `${payloadBytes} bytes`);
    else if (!text.startsWith('！')) this.#take((message) => plainText(message) === text, text.slice(0, 80));
  }

  unfinished(): string | null {
    const last = this.#messages().at(-1)?.seq;
    return this.#seq === null || this.#seq === last ? null : `it was shown ${this.#seq} of ${last}`;
  }

  #take(isIt: (message: Message) => boolean, what: string): void {
    const messages = this.#messages();
    const after = this.#seq;
    const found = after === null ? messages.findLast(isIt) : messages.find((message) => message.seq > after);
    if (found && isIt(found)) this.#seq = found.seq;
    else this.#evidence.findings.report('NET-2', `${this.#name} was shown ${what} after ${this.#seq}`);
  }

  #messages(): Message[] {
    return this.#evidence.records
      .stream(this.#room)
      .map(({ event }) => event)
      .filter((event) => event.type === 'message');
  }
}
