import type { ClientFrame } from '@teahouse/protocol/client-frames';
import type { CommandId, RoomId } from '@teahouse/protocol/ids';
import type { Account } from './account.ts';

type Command = ClientFrame<'send' | 'join'>;

/** Answered messages that may still be repeated; older ones are forgotten. */
const ANSWERED_KEPT_MAX = 100;

/** What one client says: each command is sent until it is answered, in order, always under the same id. */
export class Sender {
  readonly #account: Account;
  readonly #author: string;
  readonly #unanswered = new Map<CommandId, Command>();
  #answered: Command[] = [];
  #count = 0;

  constructor(account: Account, author: string) {
    this.#account = account;
    this.#author = author;
  }

  /** Commands without an answer, in the order they were first sent. */
  get unanswered(): readonly Command[] {
    return [...this.#unanswered.values()];
  }

  get answered(): readonly Command[] {
    return this.#answered;
  }

  join(room: RoomId): Command {
    return this.#add({ type: 'join', id: this.#newId(), room });
  }

  say(room: RoomId, padding: string): Command {
    const id = this.#newId();
    this.#account.sent(id, { author: this.#author, room, number: this.#count });
    return this.#add({ type: 'send', id, room, text: `${this.#author} ${this.#count} ${padding}` });
  }

  acknowledged(id: CommandId, seq: number | undefined): void {
    const command = this.#unanswered.get(id);
    this.#unanswered.delete(id);
    if (seq !== undefined) this.#account.acknowledged(id, seq);
    if (command?.type === 'send') this.#answered = [...this.#answered, command].slice(-ANSWERED_KEPT_MAX);
  }

  isWaitingFor(id: CommandId): boolean {
    return this.#unanswered.has(id);
  }

  /** The server gave this answer, and it never arrived: the command is sent again. */
  loseAnswer(id: CommandId, seq: number | undefined): void {
    if (seq !== undefined) this.#account.acknowledged(id, seq);
  }

  #newId(): CommandId {
    return `${this.#author}-${++this.#count}` as CommandId;
  }

  #add(command: Command): Command {
    this.#unanswered.set(command.id, command);
    return command;
  }
}
