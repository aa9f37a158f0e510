import type { Chat } from '@teahouse/client/chat';
import { codeOf } from '@teahouse/client/chat-error';
import type { Clock } from '@teahouse/client/platform';
import type { RoomCopy } from '@teahouse/client/room-copy';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { readCommand, spokenText } from './command-table.ts';
import type { ChatCommand, Context } from './commands/command.ts';
import { nameOf, titleOf } from './names.ts';
import { nextChange } from './next-change.ts';
import { Outgoing } from './outgoing.ts';
import { Status } from './status.ts';
import type { Terminal } from './terminal/terminal.ts';
import { type Texts, whyNot } from './texts/texts.ts';
import { Transcript } from './transcript.ts';
import { UnreadNotices } from './unread-notices.ts';

/** After the last line of a script, what is not sent by then is kept for the next time. */
export const SEND_MS_MAX = 30_000;
/** New events shown to a person in one go. Of more, the newest; the others are a `/older` away. */
export const NEW_EVENTS_MAX = 50;

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
  readonly #outgoing: Outgoing;
  readonly #arrival = Promise.withResolvers<void>();
  readonly #end = Promise.withResolvers<number>();
  /** Lines are taken one after another, each when the one before is done. */
  #lastLine: Promise<void> = this.#arrival.promise;
  #linesWaiting = 0;
  #linesRefused = 0;
  #current: RoomId | null = null;

  constructor(options: ConversationOptions) {
    const { chat, terminal, texts, reader } = options;
    const tell = (text: string) => terminal.tell(text);
    this.chat = chat;
    this.terminal = terminal;
    this.texts = texts;
    this.#options = options;
    this.#status = new Status(texts, tell);
    this.#notices = new UnreadNotices(texts, tell);
    this.#outgoing = new Outgoing(chat, texts, tell);
    const newEventsMax = reader === 'person' ? NEW_EVENTS_MAX : Number.POSITIVE_INFINITY;
    this.#transcript = new Transcript({ terminal, texts, newEventsMax });
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
    const exitCode = await this.#end.promise;
    stop();
    this.#tellWhatIsLeft();
    return exitCode;
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
    await this.#transcript.older(async (before) => {
      await this.chat.lookAt(room.room, before);
      await this.chat.loadOlder(room.room);
    });
    this.chat.backToNewest(room.room);
  };

  readonly quit = (): void => {
    this.#end.resolve(0);
  };

  #take(line: string): void {
    if (line.trim() === '') return;
    // A person who wants to go does not wait for what was asked before, perhaps of a server that is not there.
    if (this.#options.reader === 'person' && readCommand(line)?.name === '/quit') return this.quit();
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
      this.#linesRefused++;
      terminal.tell(whyNot(codeOf(error), texts));
    }
  }

  /** A script's lines happen in their order. A person who is offline need not wait for what is not sent. */
  async #command(run: ChatCommand, argument: string): Promise<void> {
    if (this.#options.reader === 'script') await this.#outgoing.allSent();
    await run(this, argument);
  }

  #say(text: string): void {
    const { room } = this;
    if (room) this.#outgoing.say(room.room, text);
    else this.terminal.tell(this.texts.noRoom);
  }

  #changed(): void {
    const { chat, texts } = this;
    const { state } = chat.connection;
    this.#status.update(chat.connection, chat.me ? nameOf(chat.me, texts) : texts.guest);
    if (state === 'refused') return this.#end.resolve(1);
    if (chat.rooms.size > 0 || state === 'live') this.#look(state === 'behind');
    this.#outgoing.update();
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

  #prompt(isLive: boolean): string {
    const { texts, room } = this;
    const { unsent } = this.#outgoing;
    const marks = [];
    if (!isLive) marks.push(texts.notConnectedMark);
    if (unsent > 0) marks.push(texts.waitingMark(unsent));
    const title = room ? titleOf(room, texts) : '';
    return `${title}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}> `;
  }

  /** The last line was read: a person goes, a script waits until all of it is sent. */
  #ended(): void {
    if (this.#options.reader === 'person') return this.quit();
    const timer = this.#options.clock.setTimer(SEND_MS_MAX, () => this.#end.resolve(1));
    void this.#lastLine
      .then(() => this.#outgoing.allSent())
      .then(() => {
        timer[Symbol.dispose]();
        this.#end.resolve(this.#linesRefused + this.#outgoing.refused === 0 ? 0 : 1);
      });
  }

  #tellWhatIsLeft(): void {
    const { unsent } = this.#outgoing;
    if (unsent > 0) this.terminal.tell(this.texts.willBeSent(unsent));
    if (this.#linesWaiting > 0) this.terminal.tell(this.texts.neverArrived(this.#linesWaiting));
  }
}

function usualRoom({ rooms }: Chat): RoomId | null {
  return rooms.has(LOBBY) ? LOBBY : ([...rooms.keys()][0] ?? null);
}
