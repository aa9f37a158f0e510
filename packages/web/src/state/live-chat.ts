import { batch, type Signal, signal } from '@preact/signals';
import type { Chat, ConnectionState } from '@teahouse/client/chat';
import { type ChatErrorCode, codeOf } from '@teahouse/client/chat-error';
import type { OutboxEntry } from '@teahouse/client/outbox';
import type { Clock } from '@teahouse/client/platform';
import type { RoomCopy } from '@teahouse/client/room-copy';
import type { Arrangement } from '@teahouse/protocol/arrangement';
import type { Message } from '@teahouse/protocol/events';
import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { OpenRoom, Person } from '@teahouse/protocol/server-frames';
import { kept } from './kept.ts';
import { DRAW_INTERVAL_MS, paced } from './pace.ts';
import { type RoomViews, viewsOf } from './room-view.ts';
import { Wishes } from './rooms/wishes.ts';

/** What a person can ask of a chat. What it knows is read from `LiveChat`, which tells of changes. */
export type Commands = Pick<
  Chat,
  | 'retry'
  | 'discard'
  | 'createRoom'
  | 'join'
  | 'leave'
  | 'rename'
  | 'loadOlder'
  | 'loadNewer'
  | 'holdPlace'
  | 'backToNewest'
  | 'markRead'
  | 'typing'
  | 'watchPresence'
  | 'refreshOpenRooms'
  | 'members'
  | 'files'
  | 'seqAt'
  | 'reconnectNow'
>;

/** A chat that can be read while drawing: whoever reads of it what has changed is drawn again. */
export class LiveChat implements Disposable {
  readonly commands: Commands;
  /** Why the last thing asked for was refused, until the person has taken note of it. */
  readonly refusal: Signal<ChatErrorCode | null> = signal(null);
  readonly #chat: Chat;
  readonly #wishes = new Wishes();
  readonly #connection: Signal<ConnectionState>;
  readonly #me: Signal<Person | null>;
  readonly #rooms: Signal<RoomViews>;
  readonly #openRooms: Signal<readonly OpenRoom[]>;
  readonly #outbox: Signal<readonly OutboxEntry[]>;
  readonly #stopListening: () => void;

  constructor(chat: Chat, clock: Clock) {
    this.#chat = chat;
    this.commands = chat;
    this.#connection = signal(chat.connection);
    this.#me = signal(chat.me);
    this.#rooms = signal(viewsOf(new Map(), chat.rooms, this.#wishes));
    this.#openRooms = signal(chat.openRooms);
    this.#outbox = signal(chat.outbox);
    this.#stopListening = chat.onChange(paced(() => this.#look(), DRAW_INTERVAL_MS, clock));
  }

  get connection(): ConnectionState {
    return this.#connection.value;
  }

  /** Whether the server answers now. It also does while this chat still catches up. */
  get isAnswered(): boolean {
    const { state } = this.connection;
    return state === 'live' || state === 'behind';
  }

  /** Whether everything that was said is here. */
  get isLive(): boolean {
    return this.connection.state === 'live';
  }

  get me(): Person | null {
    return this.#me.value;
  }

  get rooms(): RoomViews {
    return this.#rooms.value;
  }

  get openRooms(): readonly OpenRoom[] {
    return this.#openRooms.value;
  }

  get outbox(): readonly OutboxEntry[] {
    return this.#outbox.value;
  }

  /** Says something. False if it cannot even wait to be sent, and the person is told why. */
  say(room: RoomId, text: string, mentions: readonly UserId[] = []): boolean {
    try {
      this.#chat.send(room, text, { mentions });
      return true;
    } catch (error) {
      this.refusal.value = codeOf(error);
      return false;
    }
  }

  /** Changes what this person wants of a room. It shows at once, and is taken back if it is refused. */
  async arrange(room: RoomId, wanted: Partial<Arrangement>): Promise<void> {
    const asked = this.#wishes.make(room, wanted, this.#chat.arrange(room, wanted), this.#chat.rooms);
    this.#look();
    await this.attempt(asked);
    this.#look();
  }

  /** Tells each message as it is said, with its room as it is then. Returns the way to stop that. */
  onMessage(listener: (message: Message, room: RoomCopy) => void): () => void {
    return this.#chat.onMessage((message) => {
      const room = this.#chat.rooms.get(message.room);
      if (room) listener(message, room);
    });
  }

  /** Waits for what a person asked for. If it is refused they are told why, and the answer is null. */
  async attempt<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
    try {
      const answer = await asked;
      // What was asked for is there for whoever goes on with it.
      this.#look();
      return answer;
    } catch (error) {
      this.refusal.value = codeOf(error);
      return null;
    }
  }

  /** Shows the messages around a seq, or with null the newest. False if they could not be had. */
  async turnTo(room: RoomId, seq: number | null): Promise<boolean> {
    if (seq === null) this.#chat.backToNewest(room);
    const turned = seq === null ? Promise.resolve() : this.#chat.lookAt(room, seq);
    return (await this.attempt(turned.then(() => true))) ?? false;
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#chat[Symbol.dispose]();
  }

  #look(): void {
    batch(() => {
      this.#connection.value = kept(this.#connection.value, this.#chat.connection);
      this.#me.value = kept(this.#me.value, this.#chat.me);
      this.#wishes.settle(this.#chat.rooms);
      this.#rooms.value = viewsOf(this.#rooms.value, this.#chat.rooms, this.#wishes);
      this.#openRooms.value = kept(this.#openRooms.value, this.#chat.openRooms);
      this.#outbox.value = kept(this.#outbox.value, this.#chat.outbox);
    });
  }
}
