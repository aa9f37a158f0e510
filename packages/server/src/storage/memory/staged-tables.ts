import type { StreamId } from '@teahouse/protocol/ids';
import type { Row, Tables } from './memory-store.ts';
import { Staged } from './staged.ts';

/** The tables as one transaction sees them: what it changed over what is committed. */
export class StagedTables {
  readonly commands;
  readonly users;
  readonly rooms;
  readonly roomsOf;
  readonly files;
  readonly mentions;
  readonly tokens;
  readonly blobs;
  readonly #streams: Map<StreamId, Row[]>;
  readonly #added = new Map<StreamId, Row[]>();

  constructor(tables: Tables) {
    this.#streams = tables.streams;
    this.commands = new Staged(tables.commands);
    this.users = new Staged(tables.users);
    this.rooms = new Staged(tables.rooms);
    this.roomsOf = new Staged(tables.roomsOf);
    this.files = new Staged(tables.files);
    this.mentions = new Staged(tables.mentions);
    this.tokens = new Staged(tables.tokens);
    this.blobs = new Staged(tables.blobs);
  }

  headOf(stream: StreamId): number {
    return this.#committed(stream).length + (this.#added.get(stream)?.length ?? 0);
  }

  rowAt(stream: StreamId, seq: number): Row | undefined {
    const committed = this.#committed(stream);
    return committed[seq - 1] ?? this.#added.get(stream)?.[seq - 1 - committed.length];
  }

  push(stream: StreamId, row: Row): void {
    const rows = this.#added.get(stream);
    if (rows) rows.push(row);
    else this.#added.set(stream, [row]);
  }

  commit(): void {
    for (const [stream, rows] of this.#added) {
      const committed = this.#streams.get(stream);
      if (committed) committed.push(...rows);
      else this.#streams.set(stream, rows);
    }
    const { commands, users, rooms, roomsOf, files, mentions, tokens, blobs } = this;
    for (const table of [commands, users, rooms, roomsOf, files, mentions, tokens, blobs]) table.commit();
  }

  #committed(stream: StreamId): readonly Row[] {
    return this.#streams.get(stream) ?? [];
  }
}
