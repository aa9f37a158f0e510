import type { ErrorCode } from '@teahouse/protocol/errors';
import type { CommandId, Epoch, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Blob } from '@teahouse/rules/command';
import type { Facts, Need } from '@teahouse/rules/facts';
import type { Change } from '@teahouse/rules/project';

/**
 * The port of the store's writing side: streams of events, and the projections kept beside them.
 * Every adapter passes `log-contract.ts`.
 */
export interface Log {
  /** The life this store is in: see `Archive.check`. */
  readonly epoch: Epoch;
  /**
   * Runs `work` in one transaction. Resolves after what it appended would survive kill -9 and power loss
   * (LOG-1); if `work` or the commit fails nothing of it is stored, and it rejects: with a `StoreFailure`
   * if the store is at fault. Transactions run one after another, in the order asked for. `work` is run again
   * from its beginning if another node stood in its way.
   */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface Transaction {
  /** Reads facts as they are now in this transaction. What was asked for and is absent is known to be absent. */
  load(needs: readonly Need[]): Promise<LoadedFacts>;
  /**
   * The event that an author's command became, if that command was done before, however long ago (LOG-3). To be
   * asked after its facts were loaded: until then another node may be about to do the same command.
   */
  done(commands: readonly CommandKey[]): Promise<readonly (Done | undefined)[]>;
  append(rows: Appended): Promise<void>;
}

export interface CommandKey {
  readonly author: UserId;
  readonly id: CommandId;
}

export interface Done {
  readonly stream: StreamId;
  readonly seq: number;
}

/** The rows that were loaded, keyed for the ledger that the rules read (`engine/ledger.ts`). */
export type LoadedFacts = readonly LoadedFact[];
type FactValue = {
  user: ReturnType<Facts['user']>;
  room: ReturnType<Facts['room']>;
  membership: ReturnType<Facts['membership']>;
  rooms_of: ReturnType<Facts['roomsOf']>;
  running_number: ReturnType<Facts['runningNumber']>;
  mentions_after: ReturnType<Facts['mentionsAfter']>;
};
export type LoadedFact = {
  [Name in keyof FactValue]: {
    readonly need: Extract<Need, { fact: Name }>;
    readonly value: FactValue[Name];
  };
}[keyof FactValue];

/** A row of a stream. `bytes` is the event as JSON in UTF-8: what is stored is what is sent. */
export interface EventRow {
  readonly stream: StreamId;
  readonly seq: number;
  readonly n: number;
  readonly id: CommandId;
  /** The author if this event is the command's own, by which a repeat finds it; otherwise null. */
  readonly author: UserId | null;
  readonly bytes: Uint8Array;
}

/** Everything one batch of commands adds, in the order it happened. */
export interface Appended {
  readonly events: readonly EventRow[];
  readonly changes: readonly Change[];
  /** Tokens of new guests, as SHA-256 hashes. */
  readonly tokens: readonly { readonly user: UserId; readonly hash: Uint8Array }[];
  readonly blobs: readonly Blob[];
}

/** The store could not do it. `code` is what the author of a command is told. */
export class StoreFailure extends Error {
  readonly code: Extract<ErrorCode, 'storage_full' | 'storage_unavailable' | 'internal'>;
  /** After a failed fsync nobody can say what is on disk: the process must stop (R22). */
  readonly fatal: boolean;

  constructor(code: StoreFailure['code'], options: { fatal: boolean; cause?: unknown }) {
    super(code, { cause: options.cause });
    this.code = code;
    this.fatal = options.fatal;
  }
}
