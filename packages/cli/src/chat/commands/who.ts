import type { RoomCopy, RoomPresence } from '@teahouse/client/room-copy';
import type { Person } from '@teahouse/protocol/server-frames';
import { nameOf } from '../names.ts';
import type { ChatCommand, Context } from './command.ts';

/** Members named besides those who are here. Of further ones only the count is told. */
const AWAY_NAMES_MAX = 50;

export const who: ChatCommand = async (context) => {
  const { chat, terminal, texts, room } = context;
  if (!room) return terminal.tell(texts.noRoom);
  chat.watchPresence(room.room);
  const [{ count, here }, members] = await Promise.all([presenceOf(context, room), chat.members(room.room)]);
  const names = (people: Iterable<Person>) => [...people].map((person) => `  ${nameOf(person, texts)}`);
  const away = members.filter(({ id }) => !here.has(id)).slice(0, AWAY_NAMES_MAX);
  const unnamed = room.members - here.size - away.length;
  const rest = unnamed > 0 ? [`  ${texts.andMore(unnamed)}`] : [];
  const others = away.length > 0 ? [texts.alsoMembers, ...names(away), ...rest] : [];
  terminal.print([texts.here(count), ...names(here.values()), ...others].join('\n'));
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
