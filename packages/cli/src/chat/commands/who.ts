import type { RoomCopy, RoomPresence } from '@teahouse/client/room-copy';
import { nameOf } from '../names.ts';
import type { ChatCommand, Context } from './command.ts';

export const who: ChatCommand = async (context) => {
  const { chat, terminal, texts, room } = context;
  if (!room) return terminal.tell(texts.noRoom);
  chat.watchPresence(room.room);
  const { count, here } = await presenceOf(context, room);
  const names = [...here.values()].map((person) => `  ${nameOf(person, texts)}`);
  terminal.print([texts.here(count), ...names].join('\n'));
};

/** The answer to the first question. Later ones are answered by what is known and kept up to date. */
function presenceOf({ chat }: Context, room: RoomCopy): Promise<RoomPresence> {
  return new Promise((resolve) => {
    const stop = chat.onChange(look);
    function look(): void {
      if (room.presence === null) return;
      stop();
      resolve(room.presence);
    }
    look();
  });
}
