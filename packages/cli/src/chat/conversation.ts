import type { Chat } from '@teahouse/client/chat';
import { codeOf } from '@teahouse/client/chat-error';
import type { Clock } from '@teahouse/client/platform';
import type { RoomCopy } from '@teahouse/client/room-copy';
import { type CommandId, LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { readCommand, spokenText } from './command-table.ts';
import type { ChatCommand, Context } from './commands/command.ts';
import { nameOf, titleOf } from './names.ts';
import { Status } from './status.ts';
import type { Terminal } from './terminal/terminal.ts';
import { type Texts, whyNot } from './texts/texts.ts';
import { Transcript } from './transcript.ts';
import { UnreadNotices } from './unread-notices.ts';
import { visibleLines } from './visible.ts';

/** After the last line of a script, what is not sent by then is kept for the next time. */
export const SEND_MS_MAX = 30_000;

export interface ConversationOptions {
  readonly chat: Chat;
  readonly terminal: Terminal;
  readonly texts: Texts;
  readonly clock: Clock;
  /** Whether a person reads, who wants the newest, or a script, which wants everything. */
  readonly reader: 'person' | 'script';
}

/** A person's chat at a terminal, or a script's. */
export class Conversation implements Context {
  readonly chat: Chat;
  readonly terminal: Terminal;
  readonly texts: Texts;
  readonly #options: ConversationOptions;
  readonly #status: Status;
  readonly #transcript: Transcript;
  readonly #notices: UnreadNotices;
  readonly #arrival = Promise.withResolvers<void>();
  readonly #end = Promise.withResolvers<number>();
  /** Lines are taken one after another, each when the one before is done. */
  #lastLine: Promise<void> = this.#arrival.promise;
  #linesWaiting = 0;
  /** Messages that the chat has taken and does not show yet: it stores them first. */
  readonly #unstored = new Set<CommandId>();
  #failures = 0;
  #current: RoomId | null = null;

  constructor(options: ConversationOptions) {
    const { chat, terminal, texts, reader } = options;
    this.chat = chat;
    this.terminal = terminal;
    this.texts = texts;
    this.#options = options;
    this.#status = new Status(texts, (text) => terminal.tell(text));
    const newEventsMax = reader === 'person' ? NEW_EVENTS_MAX : Number.POSITIVE_INFINITY;
    this.#transcript = new Transcript({ terminal, texts, newEventsMax });
    this.#notices = new UnreadNotices(texts, (text) => terminal.tell(text));
  }

  get room(): RoomCopy | null {
    return (this.#current && this.chat.rooms.get(this.#current)) ?? null;
  }

  /** Goes on until the person quits or the script ends. Resolves with the exit code. */
  async run(): Promise<number> {
    const stop = this.chat.onChange(() => this.#changed());
    this.terminal.listen(
      (line) => this.#take(line),
      () => this.#ended(),
    );
    await this.chat.start();
    try {
      return await this.#end.promise;
    } finally {
      stop();
    }
  }

  go(room: RoomId): void {
    this.#current = room;
    this.#transcript.forget();
    this.#changed();
  }

  readonly showOlder = async (): Promise<void> => {
    const { room } = this;
    if (!room) return this.terminal.tell(this.texts.noRoom);
    while (this.room === room && !this.#transcript.isAt(room)) await nextChange(this.chat);
    await this.#transcript.older(() => this.chat.loadOlder(room.room));
  };

  readonly quit = (): void => {
    this.#finish(0);
  };

  #take(line: string): void {
    if (line.trim() === '') return;
    this.#linesWaiting++;
    this.#lastLine = this.#lastLine.then(async () => {
      await this.#obey(line);
      this.#linesWaiting--;
    });
  }

  async #obey(line: string): Promise<void> {
    const { terminal, texts } = this;
    try {
      const command = readCommand(line);
      if (!command) this.#say(spokenText(line));
      else if (command.run) await this.#command(command.run, command.argument);
      else terminal.tell(texts.unknownCommand(command.name));
    } catch (error) {
      terminal.tell(whyNot(codeOf(error), texts));
      this.#failures++;
    }
  }

  /** A script's lines happen in their order. A person who is offline need not wait for what is not sent. */
  async #command(run: ChatCommand, argument: string): Promise<void> {
    if (this.#options.reader === 'script') await this.#allSent();
    await run(this, argument);
  }

  #say(text: string): void {
    const { room } = this;
    if (room) this.#unstored.add(this.chat.send(room.room, text));
    else this.terminal.tell(this.texts.noRoom);
  }

  #changed(): void {
    const { chat, texts } = this;
    const { state } = chat.connection;
    this.#status.update(chat.connection, chat.me ? nameOf(chat.me, texts) : texts.guest);
    if (state === 'refused') return this.#finish(1);
    if (chat.rooms.size > 0 || state === 'live') this.#look(state === 'behind');
    this.#mindOutbox();
    this.terminal.prompt(this.#prompt(state === 'live'));
  }

  #look(isBehind: boolean): void {
    if (!this.room) this.#current = usualRoom(this.chat);
    const { room } = this;
    if (room && !(isBehind && this.#options.reader === 'person')) {
      this.#transcript.show(room);
      const seen = room.timeline.at(-1)?.seq ?? 0;
      // Marking is a change itself, also where it changes nothing.
      if (seen > room.read) this.chat.markRead(room.room, seen);
    }
    this.#notices.update(this.chat.rooms.values(), this.#current);
    this.#arrival.resolve();
  }

  /** A message that was refused is shown once more, so that what was written is not lost. */
  #mindOutbox(): void {
    for (const { id, state, text, code } of this.chat.outbox) {
      this.#unstored.delete(id);
      if (state !== 'failed') continue;
      this.#failures++;
      const why = whyNot(code ?? 'internal', this.texts);
      this.terminal.tell(this.texts.notSent(visibleLines(text).join('\n'), why));
      this.chat.discard(id);
    }
  }

  #prompt(isLive: boolean): string {
    const { texts, room } = this;
    const marks = [];
    if (!isLive) marks.push(texts.notConnectedMark);
    if (this.#unsent > 0) marks.push(texts.waitingMark(this.#unsent));
    const title = room ? titleOf(room, texts) : '';
    return `${title}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}> `;
  }

  get #unsent(): number {
    return this.#unstored.size + this.chat.outbox.filter(({ state }) => state === 'pending').length;
  }

  /** The last line was read: a person goes, a script waits until all of it is sent. */
  #ended(): void {
    if (this.#options.reader === 'person') return this.#finish(0);
    const timer = this.#options.clock.setTimer(SEND_MS_MAX, () => this.#finish(1));
    void this.#lastLine
      .then(() => this.#allSent())
      .then(() => {
        timer[Symbol.dispose]();
        this.#finish(this.#failures === 0 ? 0 : 1);
      });
  }

  /** Resolves when nothing of what was said waits any more. */
  async #allSent(): Promise<void> {
    while (this.#unsent > 0) await nextChange(this.chat);
  }

  #finish(exitCode: number): void {
    if (this.#unsent > 0) this.terminal.tell(this.texts.willBeSent(this.#unsent));
    if (this.#linesWaiting > 0) this.terminal.tell(this.texts.neverArrived(this.#linesWaiting));
    this.#end.resolve(exitCode);
  }
}

/** New messages printed in one go. */
const NEW_EVENTS_MAX = 50;

function nextChange(chat: Chat): Promise<void> {
  return new Promise((resolve) => {
    const stop = chat.onChange(() => {
      stop();
      resolve();
    });
  });
}

function usualRoom({ rooms }: Chat): RoomId | null {
  return rooms.has(LOBBY) ? LOBBY : ([...rooms.keys()][0] ?? null);
}
