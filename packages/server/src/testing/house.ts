import assert from 'node:assert/strict';
import {
  type CommandId,
  LOBBY,
  newUserId,
  type RandomBytes,
  type RoomId,
  type UserId,
} from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import { hashToken, newToken } from '../auth/tokens.ts';
import type { Bus } from '../bus/bus.ts';
import { InProcessBus } from '../bus/in-process.ts';
import { createCommitter } from '../engine/batch.ts';
import type { Committer, Outcome } from '../engine/engine.ts';
import { GroupCommit } from '../engine/group-commit.ts';
import { Feeds } from '../fanout/feeds.ts';
import { FlushCycle } from '../fanout/flush-cycle.ts';
import { Presence } from '../presence/presence.ts';
import type { PresenceWord } from '../presence/words.ts';
import { RATE_LIMITS, type RateLimits } from '../sessions/limits.ts';
import { Posts } from '../sessions/posts.ts';
import type { Services } from '../sessions/services.ts';
import { takingWords } from '../sessions/words.ts';
import { MemoryStore } from '../storage/memory/memory-store.ts';
import { ManualClock } from './manual-clock.ts';
import { SlowArchive } from './slow-archive.ts';

type Unsigned<Of> = Of extends unknown ? Omit<Of, 'id' | 'author'> & { id?: CommandId } : never;

export interface Guest {
  readonly user: UserId;
  readonly token: string;
}

interface Options {
  readonly store?: MemoryStore;
  readonly bus?: Bus;
  readonly limits?: RateLimits;
  readonly aroundCommitter?: (committer: Committer) => Committer;
}

/** A server without sockets: its store is in memory, and time and answers come when a test says so. */
export class House {
  readonly clock = new ManualClock();
  readonly store: MemoryStore;
  readonly engine: GroupCommit;
  readonly services: Services;
  readonly presence = new Presence(this.clock);
  readonly feeds: Feeds;
  readonly cycle: FlushCycle;
  readonly slow: SlowArchive;
  /** What the server found to be its own trouble. */
  readonly troubles: unknown[] = [];
  /** What other nodes said of who is there. */
  readonly presenceWords: { room: RoomId; word: PresenceWord }[] = [];
  #commands = 0;

  constructor({
    store = new MemoryStore(() => 'name'),
    bus = new InProcessBus(),
    limits = RATE_LIMITS,
    aroundCommitter = (it) => it,
  }: Options = {}) {
    const { clock } = this;
    this.store = store;
    const log = this.store.openLog();
    this.slow = new SlowArchive(this.store.openArchive());
    const { archive } = this.slow;
    const onTrouble = (error: unknown) => this.troubles.push(error);
    this.engine = new GroupCommit({
      committer: aroundCommitter(createCommitter(log, clock)),
      bus,
      soon: (callback) => clock.soon(callback),
      onFatal: onTrouble,
      onBug: onTrouble,
    });
    this.cycle = new FlushCycle(clock);
    const era = archive.eraOf(archive.epoch) ?? 0;
    this.feeds = new Feeds({
      ...{ archive, bus, cycle: this.cycle, era, onTrouble },
      onPassing: (feed, word) => onPassing(feed, word),
    });
    const { engine, feeds, cycle, presence } = this;
    const random = chance(1);
    const posts = new Posts({ feeds, clock, random });
    const onPassing = takingWords({
      posts,
      takePresence: (room, word) => this.presenceWords.push({ room, word }),
    });
    this.services = { engine, archive, feeds, cycle, presence, posts, clock, limits, random, onTrouble };
  }

  static async open(options?: Options): Promise<House> {
    const house = new House(options);
    await house.do(HOUSE, { type: 'open_lobby' });
    return house;
  }

  /** Everything that was set in motion has come to rest. */
  async settle(): Promise<void> {
    do await new Promise(setImmediate);
    while (this.clock.turn());
  }

  submit(author: UserId, command: Unsigned<Command>): Promise<Outcome> {
    const id = command.id ?? (`t${++this.#commands}` as CommandId);
    return this.engine.submit({ ...command, author, id } as Command);
  }

  /** A command from its beginning until all that follows from it. */
  async do(author: UserId, command: Unsigned<Command>): Promise<Outcome> {
    const outcome = this.submit(author, command);
    await this.settle();
    return outcome;
  }

  async guest(name?: string): Promise<Guest> {
    const { random } = this.services;
    const token = newToken(random);
    const user = newUserId(random);
    const named = name === undefined ? {} : { name };
    const outcome = await this.do(user, { type: 'register', tokenHash: hashToken(token), ...named });
    assert.ok(outcome.ok);
    return { user, token };
  }

  async say(author: UserId, text: string, room: RoomId = LOBBY): Promise<number> {
    const outcome = await this.do(author, { type: 'send', room, text });
    assert.ok(outcome.ok && outcome.seq);
    return outcome.seq;
  }

  async sayMany(author: UserId, count: number, text = 'x'): Promise<void> {
    for (let said = 0; said < count; said++) void this.submit(author, { type: 'send', room: LOBBY, text });
    await this.settle();
  }
}

/** Bytes that look like chance and are the same in every run. */
export function chance(seed: number): RandomBytes {
  let state = seed;
  return (sizeBytes) =>
    Uint8Array.from({ length: sizeBytes }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 16;
    });
}
