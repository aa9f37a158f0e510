import type { ErrorCode } from '@teahouse/protocol/errors';

/**
 * `outbox_full`: too much is waiting to be sent. `unanswered`: no answer came in time, the outcome is not
 * known. `disconnected`: the connection the question was asked on is gone.
 */
export type ChatErrorCode = ErrorCode | 'outbox_full' | 'unanswered' | 'disconnected';

/** What a chat could not do. User interfaces translate the code. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  readonly code: ChatErrorCode;

  constructor(code: ChatErrorCode) {
    super(code);
    this.code = code;
  }
}

/** The code of an expected failure. Anything else is a bug, and goes on. */
export function codeOf(error: unknown): ChatErrorCode {
  if (error instanceof ChatError) return error.code;
  throw error;
}
