import type { PortableError } from '../portable-error.ts';

/** What a store's thread is told: questions that waited, or that it should finish. */
export type ToThread<Question> = { readonly questions: readonly Question[] } | { readonly close: true };

/** What it says: that it is open, why it cannot be, the answers to one message's questions, that it closed. */
export type FromThread<Ready, Answer> =
  | { readonly ready: Ready }
  | { readonly refused: PortableError }
  | { readonly replies: readonly Reply<Answer>[] }
  | { readonly closed: PortableError | null };

export type Reply<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly error: PortableError };
