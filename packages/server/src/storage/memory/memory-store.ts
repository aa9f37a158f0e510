import type { RoomKind } from '@teahouse/protocol/events';
import type { CommandId, Epoch, RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Blob } from '@teahouse/rules/command';
import type { Membership } from '@teahouse/rules/facts';
import type { Archive } from '../archive.ts';
import { Lives, nextEpoch } from '../epochs.ts';
import type { Done, Log } from '../log.ts';
import { MemoryArchive } from './memory-archive.ts';
import { MemoryLog } from './memory-log.ts';

/** An event as it lies in its stream, at the index before its seq. */
export interface Row {
  readonly id: CommandId;
  readonly era: number;
  readonly n: number;
  readonly bytes: Uint8Array;
}

/** What was committed. Values are never changed, only replaced; streams only grow. */
export class Tables {
  readonly epochs: Epoch[] = [];
  readonly streams = new Map<StreamId, Row[]>();
  readonly commands = new Map<string, Done>();
  readonly users = new Map<UserId, { readonly name?: string }>();
  readonly rooms = new Map<
    RoomId,
    { readonly name: string; readonly kind: RoomKind; readonly members: number }
  >();
  readonly roomsOf = new Map<UserId, ReadonlyMap<RoomId, Membership>>();
  /** Seqs of each room's messages that came with a file, in order. */
  readonly files = new Map<RoomId, readonly number[]>();
  /** Seqs of the unread messages that mention a person, in order, by person and room. */
  readonly mentions = new Map<string, readonly number[]>();
  readonly tokens = new Map<string, UserId>();
  readonly blobs = new Map<string, Blob>();
}

/**
 * A store without a disk: what is committed lasts as long as this object, whatever becomes of those who
 * opened it. Nothing in it waits, so that a simulation decides about time and order.
 */
export class MemoryStore {
  readonly #tables: Tables;
  readonly #randomName: () => string;
  #lives: Lives | null = null;

  constructor(randomName: () => string, tables = new Tables()) {
    this.#randomName = randomName;
    this.#tables = tables;
  }

  /** Begins a new life. A log that was open before is dead from now on, as after kill -9: it stores no more. */
  openLog(): Log {
    const { epochs } = this.#tables;
    epochs.push(nextEpoch(epochs, this.#randomName));
    const lives = new Lives(epochs);
    this.#lives = lives;
    return new MemoryLog(this.#tables, lives, () => this.#lives === lives);
  }

  /** In the life that the last `openLog` began. */
  openArchive(): Archive {
    return new MemoryArchive(this.#tables, new Lives(this.#tables.epochs));
  }

  /** A backup: another store with everything that is committed now. */
  copy(): MemoryStore {
    const copy = new Tables();
    const { epochs, streams, commands, users, rooms, roomsOf, files, mentions, tokens, blobs } = this.#tables;
    copy.epochs.push(...epochs);
    for (const [stream, rows] of streams) copy.streams.set(stream, [...rows]);
    copyInto(copy.commands, commands);
    copyInto(copy.users, users);
    copyInto(copy.rooms, rooms);
    copyInto(copy.roomsOf, roomsOf);
    copyInto(copy.files, files);
    copyInto(copy.mentions, mentions);
    copyInto(copy.tokens, tokens);
    copyInto(copy.blobs, blobs);
    return new MemoryStore(this.#randomName, copy);
  }
}

function copyInto<Key, Value>(target: Map<Key, Value>, source: ReadonlyMap<Key, Value>): void {
  for (const [key, value] of source) target.set(key, value);
}
