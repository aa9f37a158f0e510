import type { ErrorCode } from '@teahouse/protocol/errors';
import type { StreamId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import type { CommittedEvent } from '../bus/bus.ts';

/** What became of a command. `stream` and `seq` are absent if nothing needed to happen. */
export type Outcome =
  | { readonly ok: true; readonly stream?: StreamId; readonly seq?: number }
  | { readonly ok: false; readonly code: ErrorCode };

/** One commit: the outcome of each command of a batch, in order, and the events it put on disk. */
export interface Commit {
  readonly outcomes: readonly Outcome[];
  readonly events: readonly CommittedEvent[];
}

/** Decides and stores a batch of commands in one transaction. Rejects only with a `StoreFailure`. */
export interface Committer {
  commit(commands: readonly Command[]): Promise<Commit>;
}

/** The port that sessions send commands through. */
export interface Engine {
  /**
   * Resolves once the command is decided and, if it was accepted, on disk (LOG-1). Its events have
   * been handed to the bus by then (LOG-4). Never rejects: trouble is an outcome with a code.
   */
  submit(command: Command): Promise<Outcome>;
}
