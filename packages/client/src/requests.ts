import type { ClientFrame } from '@teahouse/protocol/client-frames';
import type { CommandId, RandomBytes } from '@teahouse/protocol/ids';
import type { ServerFrame } from '@teahouse/protocol/server-frames';
import { backoffMs } from './backoff.ts';
import { ChatError, type ChatErrorCode } from './chat-error.ts';
import type { Clock } from './platform.ts';

/** An answer that takes longer is taken for lost, and the question is sent again under its id. */
export const ANSWER_WAIT_MS = 10_000;
/** A question that outlives connections fails with `unanswered` when it is this old. */
export const INSIST_MS_MAX = 60_000;
/** Questions waiting for an answer. One more fails with `overloaded`. */
export const QUESTIONS_MAX = 2_000;

/** What is answered: a command or a question, each with its id. */
export type Question = Exclude<ClientFrame, ClientFrame<'hello' | 'typing'>>;

interface AnswerTypes {
  send: 'ok';
  create_room: 'ok';
  join: 'ok';
  leave: 'ok';
  rename: 'ok';
  arrange: 'ok';
  read: 'ok';
  subscribe: 'ok';
  history: 'page';
  events: 'events';
  rooms: 'rooms';
  presence: 'presence';
  members: 'members';
  files: 'files';
}
export type AnswerTo<Asked extends Question> = ServerFrame<AnswerTypes[Asked['type']]>;
/** Every frame that may answer something. */
export type Answer = ServerFrame<AnswerTypes[Question['type']] | 'error'>;

interface Open {
  readonly question: Question;
  /** Null for a question that ends with the connection it was asked on. */
  readonly deadlineMs: number | null;
  settle(answer: ServerFrame | ChatErrorCode): void;
  tries: number;
  timer: Disposable | null;
}

/**
 * Questions and their answers. What is refused with `retry`, and what gets no answer, is asked again under
 * the same id: the server does it once (LOG-3).
 */
export class Requests implements Disposable {
  readonly #clock: Clock;
  readonly #random: RandomBytes;
  readonly #transmit: (question: Question) => void;
  readonly #open = new Map<CommandId, Open>();
  #isConnected = false;

  constructor(clock: Clock, random: RandomBytes, transmit: (question: Question) => void) {
    this.#clock = clock;
    this.#random = random;
    this.#transmit = transmit;
  }

  /** Asks on this connection. Rejects with a ChatError: a refusal, or `disconnected`. */
  ask<Asked extends Question>(question: Asked): Promise<AnswerTo<Asked>> {
    if (!this.#isConnected) return Promise.reject(new ChatError('disconnected'));
    return this.#add(question, null);
  }

  /** Asks until there is an answer, on this connection or a later one. Rejects with a ChatError. */
  insist<Asked extends Question>(question: Asked): Promise<AnswerTo<Asked>> {
    return this.#add(question, this.#clock.nowMs() + INSIST_MS_MAX);
  }

  /** Matches an answer to its question. One that nobody waits for is a repeat, and is dropped. */
  answer(answer: Answer): void {
    if (answer.id === undefined) return;
    const open = this.#open.get(answer.id);
    if (!open) return;
    if (answer.type !== 'error') return this.#close(open, answer);
    if (!answer.retry) return this.#close(open, answer.code);
    const waitMs = Math.max(answer.retry_after_ms ?? 0, backoffMs(open.tries, this.#random));
    this.#schedule(open, waitMs, answer.code);
  }

  /** The server listens now. What was asked earlier is asked again, in the order it was asked. */
  connected(): void {
    this.#isConnected = true;
    for (const open of this.#open.values()) this.#send(open);
  }

  disconnected(): void {
    this.#isConnected = false;
    for (const open of [...this.#open.values()]) {
      if (open.deadlineMs === null) this.#close(open, 'disconnected');
    }
  }

  [Symbol.dispose](): void {
    this.#isConnected = false;
    for (const open of [...this.#open.values()]) this.#close(open, 'disconnected');
  }

  #add<Asked extends Question>(question: Asked, deadlineMs: number | null): Promise<AnswerTo<Asked>> {
    if (this.#open.size >= QUESTIONS_MAX) return Promise.reject(new ChatError('overloaded'));
    return new Promise((resolve, reject) => {
      const settle = (answer: ServerFrame | ChatErrorCode) => {
        if (typeof answer === 'string') reject(new ChatError(answer));
        else resolve(answer as AnswerTo<Asked>);
      };
      const open: Open = { question, deadlineMs, settle, tries: 0, timer: null };
      this.#open.set(question.id, open);
      this.#send(open);
    });
  }

  #send(open: Open): void {
    open.tries++;
    if (this.#isConnected) this.#transmit(open.question);
    this.#schedule(open, ANSWER_WAIT_MS, 'unanswered');
  }

  /** Sends again after a while, unless the deadline comes first: then it fails with `code`. */
  #schedule(open: Open, afterMs: number, code: ChatErrorCode): void {
    open.timer?.[Symbol.dispose]();
    const leftMs = (open.deadlineMs ?? Number.POSITIVE_INFINITY) - this.#clock.nowMs();
    open.timer =
      leftMs <= afterMs
        ? this.#clock.setTimer(Math.max(0, leftMs), () => this.#close(open, code))
        : this.#clock.setTimer(afterMs, () => this.#send(open));
  }

  #close(open: Open, answer: ServerFrame | ChatErrorCode): void {
    open.timer?.[Symbol.dispose]();
    this.#open.delete(open.question.id);
    open.settle(answer);
  }
}
