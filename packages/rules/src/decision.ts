import type { ErrorCode } from '@teahouse/protocol/errors';
import type { RoomEvent, UserEvent } from '@teahouse/protocol/events';
import type { UserId } from '@teahouse/protocol/ids';
import type { Blob, Command, CommandType } from './command.ts';
import type { Facts, Need } from './facts.ts';

type Numbered = 'seq' | 'n' | 'id' | 'at';
type WithoutNumbers<Event> = Event extends unknown ? Omit<Event, Numbered> : never;

/** An event before it has a place in its stream. */
export type Draft = WithoutNumbers<RoomEvent> | WithoutNumbers<UserEvent>;

/**
 * What comes of a command. The first event is the command's own: its place is the answer, also to a
 * repeat. No event at all means that a repeat can do no harm either. What must be kept and is no event rides along.
 */
export type Decision =
  | {
      readonly ok: true;
      readonly events: readonly Draft[];
      readonly tokenHash?: Uint8Array;
      readonly blob?: Blob;
    }
  | { readonly ok: false; readonly code: ErrorCode };

/** A rule is what a command needs to know and what follows from it. Both are pure. */
export interface Rule<Type extends CommandType> {
  needs(command: Command<Type>): readonly Need[];
  decide(facts: Facts, command: Command<Type>): Decision;
}

/** An author as an event names them: without `from` if they gave no name. */
export interface Signature {
  readonly by: UserId;
  readonly from?: string;
}

export function accept(...events: Draft[]): Decision {
  return { ok: true, events };
}

/**
 * Accepts a command that finds things to be as it asks. It becomes an event of the author's own all the same, or a
 * repeat after things have changed would be done after all.
 */
export function acceptUnchanged(facts: Facts, author: UserId): Decision {
  return accept({ type: 'unchanged', user: author, ...signed(facts, author) });
}

export function refuse(code: ErrorCode): Decision {
  return { ok: false, code };
}

/** The signature of someone the store knows. */
export function signed(facts: Facts, by: UserId): Signature {
  return signature(by, facts.user(by)?.name);
}

export function signature(by: UserId, name: string | undefined): Signature {
  return name === undefined ? { by } : { by, from: name };
}
