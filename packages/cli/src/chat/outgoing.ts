import type { Chat } from '@teahouse/client/chat';
import type { CommandId, RoomId } from '@teahouse/protocol/ids';
import { nextChange } from './next-change.ts';
import { type Texts, whyNot } from './texts/texts.ts';
import { visibleLines } from './visible.ts';

/** What was said here, until it is in the log. */
export class Outgoing {
  readonly #chat: Chat;
  readonly #texts: Texts;
  readonly #tell: (text: string) => void;
  /** Messages that the chat has taken and does not show yet: it stores them first. */
  readonly #unstored = new Set<CommandId>();
  #refused = 0;

  constructor(chat: Chat, texts: Texts, tell: (text: string) => void) {
    this.#chat = chat;
    this.#texts = texts;
    this.#tell = tell;
  }

  get unsent(): number {
    return this.#unstored.size + this.#chat.outbox.filter(({ state }) => state === 'pending').length;
  }

  /** Messages that the server did not want. */
  get refused(): number {
    return this.#refused;
  }

  /** Throws a ChatError if too much waits already. */
  say(room: RoomId, text: string): void {
    this.#unstored.add(this.#chat.send(room, text));
  }

  /** A message that was refused is shown once more, so that what was written is not lost. */
  update(): void {
    for (const { id, state, text, code } of this.#chat.outbox) {
      this.#unstored.delete(id);
      if (state !== 'failed') continue;
      this.#refused++;
      const why = whyNot(code ?? 'internal', this.#texts);
      this.#tell(this.#texts.notSent(visibleLines(text).join('\n'), why));
      this.#chat.discard(id);
    }
  }

  /** Resolves when nothing waits any more. */
  async allSent(): Promise<void> {
    while (this.unsent > 0) await nextChange(this.#chat);
  }
}
