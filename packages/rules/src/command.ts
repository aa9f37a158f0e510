import type { Notify } from '@teahouse/protocol/arrangement';
import type { RoomKind } from '@teahouse/protocol/events';
import type { BlobId, CommandId, RoomId, UserId } from '@teahouse/protocol/ids';

/** A file that comes with a message. */
export interface Blob {
  readonly id: BlobId;
  readonly type: string;
  readonly bytes: Uint8Array;
}

interface CommandTypes {
  /** The store's first command: makes the lobby. */
  open_lobby: Record<never, never>;
  /** Makes the author a guest, in the lobby. `tokenHash` is the only trace of the guest's token. */
  register: { readonly name?: string; readonly tokenHash: Uint8Array };
  /** A `visitor` is a plain connection: not a member, known only from what they say in open rooms. */
  send: {
    readonly room: RoomId;
    readonly text: string;
    readonly blob?: Blob;
    /** People who are meant. Those who are not in the room are left out. */
    readonly mentions?: readonly UserId[] | undefined;
    readonly visitor?: { readonly name?: string };
  };
  /** `room` is the id it will have. A direct room's id follows from its two people, so it exists once. */
  create_room: {
    readonly room: RoomId;
    readonly name: string;
    readonly kind: RoomKind;
    readonly members: readonly UserId[];
  };
  join: { readonly room: RoomId };
  leave: { readonly room: RoomId };
  read: { readonly room: RoomId; readonly seq: number };
  rename: { readonly name: string };
  /** What is absent stays as it is. */
  arrange: {
    readonly room: RoomId;
    readonly pinned?: boolean | undefined;
    readonly notify?: Notify | undefined;
    readonly place?: number | null | undefined;
  };
}

export type CommandType = keyof CommandTypes;

/** Something lasting that `author` asks for. With `id` it happens once, for ever (LOG-3). */
export type Command<Type extends CommandType = CommandType> = {
  [T in Type]: { readonly type: T; readonly id: CommandId; readonly author: UserId } & CommandTypes[T];
}[Type];
