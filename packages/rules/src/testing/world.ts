import type { StreamEvent } from '@teahouse/protocol/events';
import type { CommandId, RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Command, CommandType } from '../command.ts';
import { decide, needsOf } from '../decide.ts';
import type { Decision, Draft } from '../decision.ts';
import type { Facts, Membership, Need, RoomFacts, UserFacts } from '../facts.ts';
import { Projections } from './projections.ts';

/** A command without what a session adds to it. */
export type Asked<Type extends CommandType> = Omit<Command<Type>, 'type' | 'id' | 'author'>;

/** Every log there is, in memory, with the facts that follow from them. For tests of the rules alone. */
export class World {
  readonly logs = new Map<StreamId, StreamEvent[]>();
  readonly projections = new Projections();
  #commands = 0;

  /** A world as a store has it after its first start. */
  static open(): World {
    const world = new World();
    world.do('open_lobby', 'u_nobodynobodynobo' as UserId, {});
    return world;
  }

  /** Decides a command on these facts, and puts what follows into the logs. */
  do<Type extends CommandType>(type: Type, author: UserId, asked: Asked<Type>): Decision {
    const id = `c_${++this.#commands}` as CommandId;
    const command = { type, id, author, ...asked } as unknown as Command;
    const decision = decide(this.#onlyWhatIsNeeded(command), command);
    if (decision.ok) for (const draft of decision.events) this.#append(draft, id);
    return decision;
  }

  /** Someone new, in the lobby. */
  guest(letter: string, name?: string): UserId {
    const user = `u_${letter.repeat(16)}` as UserId;
    this.do('register', user, { tokenHash: new Uint8Array(32), ...(name === undefined ? {} : { name }) });
    return user;
  }

  membership(room: RoomId, user: UserId): Membership | undefined {
    return this.projections.membership(room, user);
  }

  room(room: RoomId): RoomFacts | undefined {
    return this.projections.room(room, this.events(room));
  }

  events(stream: StreamId): readonly StreamEvent[] {
    return this.logs.get(stream) ?? [];
  }

  #append(draft: Draft, id: CommandId): void {
    const stream: StreamId = 'user' in draft ? draft.user : draft.room;
    const log = this.logs.get(stream) ?? [];
    const said = draft.type === 'message' ? 1 : 0;
    const event = { ...draft, seq: log.length + 1, n: (log.at(-1)?.n ?? 0) + said, id, at: 1 } as StreamEvent;
    log.push(event);
    this.logs.set(stream, log);
    this.projections.take(event);
  }

  /** As in a store: a rule that asks for a fact it did not say it needs is told that there is none. */
  #onlyWhatIsNeeded(command: Command): Facts {
    const needs = new Set(needsOf(command).map(nameOf));
    const unless = <Fact>(need: Need, fact: Fact) => (needs.has(nameOf(need)) ? fact : undefined);
    const all = this.projections;
    return {
      user: (user) =>
        unless<UserFacts | undefined>({ fact: 'user', user }, all.user(user, this.events(user))),
      room: (room) => unless<RoomFacts | undefined>({ fact: 'room', room }, this.room(room)),
      membership: (room, user) =>
        unless<Membership | undefined>({ fact: 'membership', room, user }, all.membership(room, user)),
      roomsOf: (user) => unless<readonly RoomId[]>({ fact: 'rooms_of', user }, all.roomsOf(user)) ?? [],
      runningNumber: (room, seq) =>
        unless<number | undefined>({ fact: 'running_number', room, seq }, this.events(room)[seq - 1]?.n),
      mentionsAfter: (room, user, seq) =>
        unless<number>({ fact: 'mentions_after', room, user, seq }, all.mentionsAfter(room, user, seq)) ?? 0,
    };
  }
}

function nameOf(need: Need): string {
  return Object.values(need).join(' ');
}
