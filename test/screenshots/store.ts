import { hash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  type CommandId,
  LOBBY,
  newBlobId,
  newCommandId,
  newRoomId,
  newUserId,
  type RoomId,
  type UserId,
} from '@teahouse/protocol/ids';
import type { Blob, Command } from '@teahouse/rules/command';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import { hashToken, newToken } from '@teahouse/server/auth/tokens';
import { createCommitter } from '@teahouse/server/engine/batch';
import { systemClock } from '@teahouse/server/runtime/clock';
import { SqliteLog } from '@teahouse/server/storage/sqlite/sqlite-log';
import { HISTORY, PEOPLE, type PersonName, ROOMS, type RoomName } from './town.ts';

/** Everybody came, and every room was opened, so long ago. */
const BEGAN_AGO_MINUTES = 20_160;
/** Letters of an id. */
const ID_BYTES = 16;
const PICTURE = new URL('../../packages/web/public/icon-512.png', import.meta.url);

/** Who and what a store was filled with. */
export interface Town {
  readonly people: Readonly<Record<PersonName, { readonly id: UserId; readonly token: string }>>;
  readonly rooms: Readonly<Record<RoomName, RoomId>>;
}

/** A command at a moment, in minutes before now. */
type Past = readonly [agoMinutes: number, command: Command];

/** Fills a store with the town, as if the server had been there all the time. */
export async function fillStore(folder: string): Promise<Town> {
  const town = newTown();
  const log = SqliteLog.open(folder, {
    randomName: () => randomBytes(8).toString('hex'),
    soon: systemClock.soon,
  });
  let agoMinutes = 0;
  const committer = createCommitter(log, { nowMs: () => systemClock.nowMs() - agoMinutes * 60_000 });
  for (const [ago, command] of past(town).toSorted(([one], [other]) => other - one)) {
    agoMinutes = ago;
    const { outcomes } = await committer.commit([command]);
    const refused = outcomes.find((outcome) => !outcome.ok);
    if (refused) throw new Error(`${command.type} was refused: ${JSON.stringify(refused)}`);
  }
  await log.close();
  return town;
}

function newTown(): Town {
  const people = Object.keys(PEOPLE).map((name) => [
    name,
    { id: newUserId(() => bytesOf(name)), token: newToken(randomBytes) },
  ]);
  const rooms = Object.keys(ROOMS).map((name) => [name, newRoomId(() => bytesOf(name))]);
  return {
    people: Object.fromEntries(people) as Town['people'],
    rooms: { ...Object.fromEntries(rooms), lobby: LOBBY } as Town['rooms'],
  };
}

/** The same each time, so that everybody keeps their colour. */
function bytesOf(name: string): Uint8Array {
  return hash('sha256', `tea ${name}`, 'buffer').subarray(0, ID_BYTES);
}

/** Sorted by time, and within a moment in this order. */
function past(town: Town): Past[] {
  return [
    [BEGAN_AGO_MINUTES, { ...signed(HOUSE), type: 'open_lobby' }],
    ...(Object.keys(PEOPLE) as PersonName[]).map((name): Past => [BEGAN_AGO_MINUTES, register(town, name)]),
    ...(Object.keys(ROOMS) as (keyof typeof ROOMS)[]).flatMap((name) => opening(town, name)),
    ...HISTORY.map(
      ([ago, who, room, text]): Past => [
        ago,
        { ...signed(town.people[who].id), type: 'send', room: town.rooms[room], text },
      ],
    ),
    ...sharing(town),
  ];
}

function register({ people }: Town, name: PersonName): Command {
  const { id, token } = people[name];
  return { ...signed(id), type: 'register', name: PEOPLE[name], tokenHash: hashToken(token) };
}

/** A room with everybody in it. */
function opening({ people, rooms }: Town, name: keyof typeof ROOMS): Past[] {
  const room = rooms[name];
  const [creator, ...others] = Object.values(people);
  if (!creator) return [];
  const made = { type: 'create_room', room, name: ROOMS[name], kind: 'open', members: [] } as const;
  return [
    [BEGAN_AGO_MINUTES, { ...signed(creator.id), ...made }],
    ...others.map(({ id }): Past => [BEGAN_AGO_MINUTES, { ...signed(id), type: 'join', room }]),
  ];
}

/** Pictures and papers in the room of the new tea. */
function sharing({ people, rooms }: Town): Past[] {
  const share = (agoMinutes: number, who: PersonName, text: string, blob: Blob): Past => [
    agoMinutes,
    { ...signed(people[who].id), type: 'send', room: rooms.tea, text, blob },
  ];
  const picture = (): Blob => ({
    id: newBlobId(randomBytes),
    type: 'image/png',
    bytes: readFileSync(PICTURE),
  });
  const paper = (type: string, sizeBytes: number): Blob => ({
    id: newBlobId(randomBytes),
    type,
    bytes: new Uint8Array(sizeBytes),
  });
  return [
    share(2_000, 'chen', '新的招牌', picture()),
    share(1_900, 'ada', '', picture()),
    share(300, 'mateo', 'The price list', paper('application/pdf', 48_213)),
    share(290, 'yun', '', paper('text/csv', 812)),
    share(280, 'chen', '杯子', picture()),
  ];
}

function signed(author: UserId): { readonly id: CommandId; readonly author: UserId } {
  return { id: newCommandId(randomBytes), author };
}
