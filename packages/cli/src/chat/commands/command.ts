import type { Chat } from '@teahouse/client/chat';
import type { RoomCopy } from '@teahouse/client/room-copy';
import type { RoomId } from '@teahouse/protocol/ids';
import type { Terminal } from '../terminal/terminal.ts';
import type { Texts } from '../texts/texts.ts';

/** What a command may use of the conversation it is given in. */
export interface Context {
  readonly chat: Chat;
  readonly terminal: Terminal;
  readonly texts: Texts;
  /** The room that is looked at, or null while this person is in none. */
  readonly room: RoomCopy | null;
  /** Looks at a room that this person is in. */
  go(room: RoomId): void;
  showOlder(): Promise<void>;
  quit(): void;
}

/** `argument` is what stands after the name, without the space around it. Rejects with a ChatError if it is refused. */
export type ChatCommand = (context: Context, argument: string) => Promise<void> | undefined;
