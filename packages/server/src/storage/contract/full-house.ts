import { type BlobId, LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import type { Log } from '../log.ts';
import { Chronicle } from './chronicle.ts';
import { anna, annasToken, commandId, garden, ming, mingsToken, roomId, userId } from './people.ts';

/** Nobody gave this one a name, and this one never came in: a page without an account. */
export const lei = userId('lei');
export const passerby = userId('passerby');
export const host = userId('host');
/** Only Ming and Anna. */
export const corner = roomId('corner');

export const PEOPLE: readonly UserId[] = [ming, anna, lei, passerby, host, userId('stranger')];
export const ROOMS: readonly RoomId[] = [LOBBY, garden, corner, roomId('nowhere')];
export const TOKENS: readonly Uint8Array[] = [mingsToken, annasToken, new Uint8Array(32).fill(1)];
export const BLOBS: readonly string[] = ['b_every', 'b_empty', 'b_none'];

/** Told again and again by those who send it. */
export const REPEATED = commandId('repeated');

const HARD_TEXTS = [
  '你好，茶友 🍵',
  '\u0000 \u0001 \u2028 \ud800 " \\ {} NULL \\x00',
  '{"type":"message","n":99}',
  `O'Brien; DROP TABLE events; --`,
  'x'.repeat(4_000),
];

/** A store in which everything there is has happened, in three lives. `reopen` begins the next one. */
export async function furnish(reopen: () => Promise<Log>, { messages = 40 } = {}): Promise<Chronicle> {
  const chronicle = new Chronicle().at(1_700_000_000_000);
  await founded(chronicle).write(await reopen());
  await busy(chronicle, messages).write(await reopen());
  await arranged(chronicle).write(await reopen());
  return chronicle;
}

function founded(chronicle: Chronicle): Chronicle {
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const file = { id: 'b_every' as BlobId, type: 'image/png', size: 256, url: '/blobs/b_every' };
  chronicle
    .opens(host, LOBBY)
    .registers(ming, { name: '小明', token: mingsToken })
    .joins(ming, LOBBY)
    .registers(anna, { name: 'Anna', token: annasToken })
    .joins(anna, LOBBY, 2)
    .opens(ming, garden, 'closed', '花园')
    .joins(ming, garden)
    .attaches(file.id, file.type, every)
    .shows(ming, LOBBY, file)
    .says(ming, LOBBY, 'again', REPEATED);
  for (const text of HARD_TEXTS) chronicle.says(anna, LOBBY, text);
  return chronicle;
}

function busy(chronicle: Chronicle, messages: number): Chronicle {
  const empty = { id: 'b_empty' as BlobId, type: 'text/plain', size: 0, url: '/blobs/b_empty' };
  for (let number = 1; number <= messages; number++) chronicle.says(passerby, LOBBY, `passing ${number}`);
  return chronicle
    .registers(lei)
    .joins(lei, LOBBY, 3)
    .opens(anna, corner, 'direct', '')
    .joins(anna, corner)
    .joins(ming, corner, 2)
    .says(anna, corner, 'between us')
    .attaches(empty.id, empty.type, new Uint8Array())
    .shows(anna, corner, empty)
    .mentions(anna, LOBBY, ming)
    .mentions(anna, LOBBY, ming)
    .mentions(ming, LOBBY, anna);
}

function arranged(chronicle: Chronicle): Chronicle {
  const { seq, n } = { seq: chronicle.seq(LOBBY), n: chronicle.messages(LOBBY) };
  return chronicle
    .reads(ming, LOBBY, { read: seq - 2, readN: n - 2, mentions: 1 })
    .arranges(ming, LOBBY, { pinned: true, notify: 'mentions', place: 1 / 3 })
    .arranges(ming, garden, { pinned: false, notify: 'all', place: -1e-7 })
    .renames(anna, 'Anna Б')
    .joins(anna, garden, 2)
    .leaves(anna, garden, 1)
    .leaves(lei, LOBBY, 2)
    .says(ming, garden, 'alone again');
}
