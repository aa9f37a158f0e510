import { type CommandId, newRoomId, newUserId, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { ROOMS_PER_USER_MAX } from '@teahouse/protocol/limits';
import type { Command } from '@teahouse/rules/command';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import { Chance } from './chance.ts';
import type { SeedOptions } from './options.ts';
import { sentence } from './sentences.ts';
import { PEOPLE, ROOMS } from './words.ts';

/** People in a made-up room, its creator among them. */
const MEMBERS_PER_ROOM = 8;
/** No hash of any token: nobody can come in as a made-up person. */
const TOKEN_HASH_BYTES = 32;

interface Room {
  readonly id: RoomId;
  readonly members: readonly [UserId, ...UserId[]];
}

/** Made-up people and rooms, and what they say: commands as a server would have got them, in order. */
export class Town {
  readonly commandCount: number;
  readonly #options: SeedOptions;
  readonly #chance: Chance;
  readonly #users: readonly UserId[];
  readonly #rooms: readonly Room[];
  #commands = 0;

  constructor(options: SeedOptions) {
    const chance = new Chance(options.randomSeed);
    const people = Math.max(options.people, peopleNeeded(options.rooms));
    this.#options = options;
    this.#chance = chance;
    this.#users = Array.from({ length: people }, () => newUserId(chance.bytes));
    this.#rooms = Array.from({ length: options.rooms }, (_, index) => this.#room(index));
    const memberships = this.#rooms.reduce((sum, { members }) => sum + members.length, 0);
    this.commandCount = 1 + people + memberships + options.messages;
  }

  *commands(): Iterable<Command> {
    yield { type: 'open_lobby', id: this.#nextId(), author: HOUSE };
    for (const [index, author] of this.#users.entries()) yield this.#register(author, nameOf(PEOPLE, index));
    for (const [index, room] of this.#rooms.entries()) yield* this.#open(room, nameOf(ROOMS, index));
    for (let said = 0; said < this.#options.messages; said++) yield this.#send();
  }

  /** Neighbours share rooms, and everybody is in about as many. */
  #room(index: number): Room {
    const { length } = this.#users;
    const members = Array.from(
      { length: Math.min(MEMBERS_PER_ROOM, length) },
      (_, step) => this.#users[(index + step) % length] as UserId,
    );
    return { id: newRoomId(this.#chance.bytes), members: members as [UserId, ...UserId[]] };
  }

  #register(author: UserId, name: string): Command {
    return {
      type: 'register',
      id: this.#nextId(),
      author,
      name,
      tokenHash: this.#chance.bytes(TOKEN_HASH_BYTES),
    };
  }

  *#open({ id: room, members: [creator, ...others] }: Room, name: string): Iterable<Command> {
    const made = { room, name, kind: 'open', members: [] } as const;
    yield { type: 'create_room', id: this.#nextId(), author: creator, ...made };
    for (const author of others) yield { type: 'join', id: this.#nextId(), author, room };
  }

  #send(): Command {
    const { id: room, members } = this.#rooms[this.#chance.below(this.#rooms.length)] as Room;
    const author = this.#chance.pick(members);
    return { type: 'send', id: this.#nextId(), author, room, text: sentence(this.#chance) };
  }

  /** Grows with each command, so that the index of commands is filled page after page. */
  #nextId(): CommandId {
    const { randomSeed } = this.#options;
    return `seed${randomSeed}.${String(this.#commands++).padStart(10, '0')}` as CommandId;
  }
}

/** As many as it takes for nobody to be in more rooms than one may, the lobby among them. */
function peopleNeeded(rooms: number): number {
  return Math.ceil((rooms * MEMBERS_PER_ROOM) / (ROOMS_PER_USER_MAX - MEMBERS_PER_ROOM));
}

function nameOf(names: readonly string[], index: number): string {
  const name = names[index % names.length] as string;
  const round = Math.floor(index / names.length);
  return round === 0 ? name : `${name} ${round + 1}`;
}
