export type MoveErrorReason =
  /** The database is the store of servers already. */
  | 'in_use'
  /** Somebody else is moving a store into it now. */
  | 'busy'
  /** What is there came from another store, or from another history of this one. */
  | 'other_store'
  /** What is in the folder cannot be so. */
  | 'damaged';

/** A store cannot be moved. The message is one sentence for whoever wanted to. */
export class MoveError extends Error {
  readonly reason: MoveErrorReason;

  constructor(reason: MoveErrorReason, message: string) {
    super(message);
    this.name = 'MoveError';
    this.reason = reason;
  }
}
