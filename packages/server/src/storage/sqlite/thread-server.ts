import type { MessagePort } from 'node:worker_threads';
import { toPortable } from '../portable-error.ts';
import type { FromThread, Reply, ToThread } from './thread-messages.ts';

/** A store, or one side of it, as its thread offers it. */
export interface Service<Ready, Question, Answer> {
  /** What the other side is told first. */
  readonly ready: Ready;
  answer(question: Question): Promise<Answered<Answer>>;
  close(): Promise<void>;
}

export interface Answered<Answer> {
  readonly answer: Answer;
  /** Buffers in the answer, and used nowhere else, that are moved to the other side instead of copied. */
  readonly moved: readonly ArrayBufferLike[];
}

/** The far end of a `ThreadClient`: opens the store and answers each message with one message. */
export function serve<Ready, Question, Answer>(
  port: MessagePort,
  open: () => Service<Ready, Question, Answer>,
): void {
  const say = (message: FromThread<Ready, Answer>, moved: readonly ArrayBufferLike[] = []) => {
    port.postMessage(message, moved as ArrayBuffer[]);
  };
  let service: Service<Ready, Question, Answer>;
  try {
    service = open();
  } catch (error) {
    say({ refused: toPortable(error) });
    port.close();
    return;
  }
  port.on('message', (message: ToThread<Question>) => {
    if ('close' in message)
      void close(service)
        .then(say)
        .finally(() => port.close());
    else void replyTo(service, message.questions).then(({ replies, moved }) => say({ replies }, moved));
  });
  say({ ready: service.ready });
}

async function close(
  service: Pick<Service<never, never, never>, 'close'>,
): Promise<FromThread<never, never>> {
  try {
    await service.close();
    return { closed: null };
  } catch (error) {
    return { closed: toPortable(error) };
  }
}

async function replyTo<Ready, Question, Answer>(
  service: Service<Ready, Question, Answer>,
  questions: readonly Question[],
): Promise<{ replies: Reply<Answer>[]; moved: ArrayBufferLike[] }> {
  const replies: Reply<Answer>[] = [];
  const moved = new Set<ArrayBufferLike>();
  for (const question of questions) {
    try {
      const answered = await service.answer(question);
      for (const buffer of answered.moved) moved.add(buffer);
      replies.push({ ok: true, answer: answered.answer });
    } catch (error) {
      replies.push({ ok: false, error: toPortable(error) });
    }
  }
  return { replies, moved: [...moved] };
}
