export type OpenErrorReason =
  | 'missing'
  | 'locked'
  | 'not_writable'
  | 'full'
  | 'corrupt'
  | 'newer'
  | 'older'
  | 'foreign'
  | 'unfinished'
  | 'failing';

/** A store cannot be opened. The message is one sentence for whoever started the server. */
export class StoreOpenError extends Error {
  readonly reason: OpenErrorReason;

  constructor(reason: OpenErrorReason, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'StoreOpenError';
    this.reason = reason;
  }
}
