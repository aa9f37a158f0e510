import { createHash } from 'node:crypto';
import type { CommandId, RoomId, UserId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import type { Committer } from '@teahouse/server/engine/engine';
import { markedText, nowMicros } from '../support/mark.ts';
import { idLetters } from './letters.ts';

let commands = 0;
let settlers = 0;

/** As clients make them: they grow with time, which is kind to an index. */
function nextId(): CommandId {
  return `c_${(++commands).toString(36).padStart(13, '0')}` as CommandId;
}

/** Rooms of one person each, who may talk there. */
export interface Town {
  readonly rooms: readonly RoomId[];
  readonly people: readonly UserId[];
}

/** Makes a lobby and so many people, each with a room of their own. */
export async function settle(committer: Committer, count: number): Promise<Town> {
  const letters = Array.from({ length: count }, () => idLetters(++settlers));
  const people = letters.map((one) => `u_${one}` as UserId);
  const rooms = letters.map((one) => `r_${one}` as RoomId);
  await commitAll(committer, [{ type: 'open_lobby', id: nextId(), author: HOUSE }]);
  await commitAll(
    committer,
    people.map((author) => {
      const tokenHash = createHash('sha256').update(author).digest();
      return { type: 'register', id: nextId(), author, tokenHash };
    }),
  );
  await commitAll(
    committer,
    people.map((author, index) => {
      const room = rooms[index] as RoomId;
      return { type: 'create_room', id: nextId(), author, room, name: room, kind: 'open', members: [] };
    }),
  );
  return { rooms, people };
}

/** A message of 100 bytes. */
export function message(author: UserId, room: RoomId): Command {
  return { type: 'send', id: nextId(), author, room, text: markedText(0, nowMicros()) };
}

export function join(author: UserId, room: RoomId): Command {
  return { type: 'join', id: nextId(), author, room };
}

/** Commits a batch of which every command must be done. */
export async function commitAll(committer: Committer, batch: readonly Command[]): Promise<void> {
  const { outcomes } = await committer.commit(batch);
  const refused = outcomes.find(({ ok }) => !ok);
  if (refused) throw new Error(`a command was refused: ${JSON.stringify(refused)}`);
}
