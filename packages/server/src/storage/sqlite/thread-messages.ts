import { StoreFailure } from '../log.ts';
import { type OpenErrorReason, StoreOpenError } from '../open-error.ts';

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

/** An error as it crosses between threads, where only plain data can. */
type PortableError =
  | {
      readonly kind: 'failure';
      readonly code: StoreFailure['code'];
      readonly fatal: boolean;
      readonly detail: string;
    }
  | { readonly kind: 'refusal'; readonly reason: OpenErrorReason; readonly message: string }
  | { readonly kind: 'bug'; readonly detail: string };

export function toPortable(error: unknown): PortableError {
  if (error instanceof StoreFailure) {
    const { code, fatal, cause } = error;
    return { kind: 'failure', code, fatal, detail: described(cause ?? error) };
  }
  if (error instanceof StoreOpenError) {
    return { kind: 'refusal', reason: error.reason, message: error.message };
  }
  return { kind: 'bug', detail: described(error) };
}

export function fromPortable(error: PortableError): Error {
  switch (error.kind) {
    case 'failure':
      return new StoreFailure(error.code, { fatal: error.fatal, cause: error.detail });
    case 'refusal':
      return new StoreOpenError(error.reason, error.message);
    case 'bug':
      return new Error('the store failed at a question', { cause: error.detail });
  }
}

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
