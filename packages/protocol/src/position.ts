import type { CommandId, Epoch } from './ids.ts';

/**
 * A place in a stream, as a client shows it to be continued there (SYNC-1): the last event it applied.
 * `seq` 0 with an empty `id` is the beginning.
 */
export interface Position {
  readonly epoch: Epoch;
  readonly seq: number;
  readonly id: CommandId | '';
}
