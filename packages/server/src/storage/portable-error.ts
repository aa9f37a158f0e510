import { StoreFailure } from './log.ts';
import { type OpenErrorReason, StoreOpenError } from './open-error.ts';

/** An error as it crosses between threads, where only plain data can. */
export type PortableError =
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
