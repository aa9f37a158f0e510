import type { ClientFrame } from '@teahouse/protocol/client-frames';
import type { CommandId, RoomId } from '@teahouse/protocol/ids';
import { type Incoming, isEvent, type ServerFrame } from '@teahouse/protocol/server-frames';
import type { Account } from './account.ts';
import { Connection } from './connection.ts';
import { PositionBook } from './position-book.ts';
import { Sender } from './sender.ts';
import type { Temperament } from './temperaments.ts';
import { Timers } from './timers.ts';

/** A client waits for so many answers before it says more. */
const UNANSWERED_MAX = 20;
const PADDING_CHARACTERS_MAX = 600;
/** Events asked for at a time by one who is behind. */
const PAGE_EVENTS = 200;
/** What is refused for now is asked again after so long. */
const ASK_AGAIN_MS = 500;

interface Parts {
  readonly name: string;
  readonly account: Account;
  readonly temperament: Temperament;
  readonly rooms: readonly RoomId[];
  readonly url: () => string;
  /** Whether it offers to take compressed messages. */
  readonly takesDeflated: boolean;
  readonly random: () => number;
  /** The server said something that it never should. */
  readonly onNonsense: (error: Error) => void;
  /** A connection was ended from the other side, with this code. */
  readonly onParted?: (code: number) => void;
}

/** One client under torture: it keeps its account, and in its way makes things hard. */
export class Client {
  readonly book: PositionBook;
  readonly #parts: Parts;
  readonly #sender: Sender;
  readonly #connection: Connection;
  readonly #timers: Timers;
  /** They run until the end: whoever is calm still wants answers. */
  readonly #repeats: Timers;
  #questions = 0;
  /** What was asked on this connection, for when it is refused for now. */
  readonly #asked = new Map<CommandId, ClientFrame<'events' | 'subscribe'>>();
  #isCalm = false;
  /** Rooms that are fetched page by page. */
  readonly #behind = new Set<RoomId>();

  constructor(parts: Parts) {
    const { name, account, temperament, random } = parts;
    this.#parts = parts;
    this.book = new PositionBook(account, name);
    this.#sender = new Sender(account, name);
    this.#timers = new Timers(random);
    this.#repeats = new Timers(random);
    this.#connection = new Connection({
      url: parts.url,
      takesDeflated: parts.takesDeflated,
      random,
      hello: (token) => ({ type: 'hello', ...(token ? { token } : { name }), resume: this.book.resumable }),
      received: (frame) => this.#receive(frame),
      parted: (code) => parts.onParted?.(code),
    });
    for (const room of parts.rooms) this.#sender.join(room);
    this.#timers.every(temperament.sayEveryMs, () => this.#say());
    this.#timers.every(temperament.dropEveryMs, () => this.#connection.drop());
    this.#timers.every(temperament.pauseEveryMs, () =>
      this.#connection.pause(random() * temperament.pauseMsMax),
    );
  }

  get token(): string | null {
    return this.#connection.token;
  }

  get isWelcome(): boolean {
    return this.#connection.isWelcome;
  }

  /** Whether it stops reading now and then. */
  get pauses(): boolean {
    return this.#parts.temperament.pauseEveryMs !== Number.POSITIVE_INFINITY;
  }

  /** Says nothing new and does nothing bad any more, but goes on until everything is answered. */
  calm(): void {
    this.#isCalm = true;
    this.#timers.stop();
    this.#connection.calm();
  }

  close(): void {
    this.#timers.stop();
    this.#repeats.stop();
    this.#connection.close();
  }

  /** Whether everything is answered and, as far as the heads are known, shown. */
  isLevel(heads: ReadonlyMap<RoomId, number>): boolean {
    return this.#sender.unanswered.length === 0 && this.isWelcome && this.#hasCome(heads);
  }

  /** Becomes true when what it waits for now has been answered, and it was shown all rooms up to these heads. */
  catchingUp(heads: ReadonlyMap<RoomId, number>): () => boolean {
    const waitsFor = this.#sender.unanswered.map(({ id }) => id);
    return () => !waitsFor.some((id) => this.#sender.isWaitingFor(id)) && this.#hasCome(heads);
  }

  /** Puts down what is still missing when all has come to rest. */
  settle(heads: ReadonlyMap<RoomId, number>): void {
    this.book.settle(heads);
    for (const { id } of this.#sender.unanswered) this.#parts.account.unanswered(this.#parts.name, id);
  }

  #hasCome(heads: ReadonlyMap<RoomId, number>): boolean {
    return this.book.rooms.every((room) => (this.book.of(room)?.seq ?? 0) >= (heads.get(room) ?? 0));
  }

  #say(): void {
    const { temperament, random } = this.#parts;
    const { rooms } = this.book;
    if (rooms.length === 0 || this.#sender.unanswered.length >= UNANSWERED_MAX) return;
    const room = rooms[Math.floor(random() * rooms.length)] as RoomId;
    // Most are short, a few are long.
    const padding = '茶'.repeat(Math.floor(random() ** 5 * PADDING_CHARACTERS_MAX));
    this.#connection.send(this.#sender.say(room, padding));
    if (random() < temperament.cutAfterSend) this.#connection.drop();
  }

  #receive(frame: Incoming): void {
    if (isEvent(frame)) {
      if (!('user' in frame)) this.book.take(frame);
      else if (frame.type === 'room_joined') this.book.enter(frame.room, frame.joined);
      return;
    }
    switch (frame.type) {
      case 'welcome':
        return this.#welcomed(frame);
      case 'ok':
        return this.#answered(frame);
      case 'error':
        return this.#refused(frame);
      case 'behind':
        return this.#beginPaging(frame.room as RoomId);
      case 'events':
        return this.#takePage(frame);
      case 'reset':
        return this.book.reset(frame.room as RoomId, frame);
      default:
        return;
    }
  }

  #welcomed({ rooms, me }: ServerFrame<'welcome'>): void {
    this.#behind.clear();
    this.#asked.clear();
    this.book.welcome(rooms, me.epoch);
    for (const command of this.#sender.unanswered) this.#connection.send(command);
  }

  #answered({ id, seq }: ServerFrame<'ok'>): void {
    this.#asked.delete(id);
    const { temperament, random } = this.#parts;
    const isLost = !this.#isCalm && random() < temperament.losesAnswers;
    if (isLost && this.#sender.isWaitingFor(id)) {
      this.#sender.loseAnswer(id, seq);
      return this.#connection.drop();
    }
    this.#sender.acknowledged(id, seq);
    const { answered } = this.#sender;
    const old = answered[Math.floor(random() * answered.length)];
    if (old && random() < temperament.repeats) this.#connection.send(old);
  }

  /** What may succeed later is sent again; anything else should not have been refused. */
  #refused({ id, code, retry }: ServerFrame<'error'>): void {
    if (code === 'bad_token') {
      this.#parts.account.wasForgotten(this.#parts.name);
      return this.close();
    }
    if (!retry) {
      this.#parts.onNonsense(new Error(`${this.#parts.name} was refused ${id}: ${code}`));
      return;
    }
    const command = this.#sender.unanswered.find((waiting) => waiting.id === id);
    if (command) this.#parts.account.refused(command.id);
    const refused = command ?? this.#asked.get(id as CommandId);
    if (refused) this.#repeats.once(ASK_AGAIN_MS, () => this.#repeat(refused));
  }

  /** Unless it was answered meanwhile, or asked on a connection that is gone. */
  #repeat(frame: ClientFrame<'send' | 'join' | 'events' | 'subscribe'>): void {
    const isOpen = this.#sender.isWaitingFor(frame.id) || this.#asked.has(frame.id);
    if (isOpen) this.#connection.send(frame);
  }

  #beginPaging(room: RoomId): void {
    this.#behind.add(room);
    this.#ask({ type: 'events', room, after: this.book.of(room)?.seq ?? 0, limit: PAGE_EVENTS });
  }

  #takePage({ id, room: stream, events, head }: ServerFrame<'events'>): void {
    this.#asked.delete(id);
    const room = stream as RoomId;
    if (!this.#behind.has(room)) return;
    for (const event of events) if (!('user' in event)) this.book.take(event);
    const position = this.book.of(room);
    if (!position || position.seq < head) return this.#beginPaging(room);
    this.#behind.delete(room);
    this.#ask({ type: 'subscribe', room, position });
  }

  #ask(question: Omit<ClientFrame<'events'>, 'id'> | Omit<ClientFrame<'subscribe'>, 'id'>): void {
    const id = `${this.#parts.name}-q${++this.#questions}` as CommandId;
    const frame = { ...question, id };
    this.#asked.set(id, frame);
    this.#connection.send(frame);
  }
}
