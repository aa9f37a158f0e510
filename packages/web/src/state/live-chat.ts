import { batch, type Signal, signal } from '@preact/signals';
import type { Chat, ConnectionState } from '@teahouse/client/chat';
import { type ChatErrorCode, codeOf } from '@teahouse/client/chat-error';
import type { OutboxEntry } from '@teahouse/client/outbox';
import type { Clock } from '@teahouse/client/platform';
import type { RoomId } from '@teahouse/protocol/ids';
import type { OpenRoom, Person } from '@teahouse/protocol/server-frames';
import { kept } from './kept.ts';
import { DRAW_INTERVAL_MS, paced } from './pace.ts';
import { type RoomViews, viewsOf } from './room-view.ts';

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
  | 'forgetOlder'
  | 'markRead'
  | 'typing'
  | 'watchPresence'
  | 'refreshOpenRooms'
  | 'reconnectNow'
>;

/** A chat that can be read while drawing: whoever reads of it what has changed is drawn again. */
export class LiveChat implements Disposable {
  readonly commands: Commands;
  /** Why the last thing asked for was refused, until the person has taken note of it. */
  readonly refusal: Signal<ChatErrorCode | null> = signal(null);
  readonly #chat: Chat;
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
    this.#rooms = signal(viewsOf(new Map(), chat.rooms));
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
  say(room: RoomId, text: string): boolean {
    try {
      this.#chat.send(room, text);
      return true;
    } catch (error) {
      this.refusal.value = codeOf(error);
      return false;
    }
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

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#chat[Symbol.dispose]();
  }

  #look(): void {
    batch(() => {
      this.#connection.value = kept(this.#connection.value, this.#chat.connection);
      this.#me.value = kept(this.#me.value, this.#chat.me);
      this.#rooms.value = viewsOf(this.#rooms.value, this.#chat.rooms);
      this.#openRooms.value = kept(this.#openRooms.value, this.#chat.openRooms);
      this.#outbox.value = kept(this.#outbox.value, this.#chat.outbox);
    });
  }
}
