import type { StreamEvent } from '@teahouse/protocol/events';
import type { CommandId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { CommittedEvent } from '../bus/bus.ts';

/**
 * Events as they cross to another thread: by column, with the bytes of all side by side. It costs half as
 * much as an object with a view of its own for each.
 */
export interface EventColumns {
  readonly streams: readonly StreamId[];
  readonly seqs: readonly number[];
  readonly ids: readonly CommandId[];
  readonly types: readonly StreamEvent['type'][];
  readonly authors: readonly UserId[];
  /** Where the bytes of each end. */
  readonly ends: readonly number[];
  readonly bytes: Uint8Array;
  /** The files that came with some of them, by their place among the events. */
  readonly blobs: ReadonlyMap<number, Uint8Array>;
}

export function toColumns(events: readonly CommittedEvent[]): EventColumns {
  const ends: number[] = [];
  let sizeBytes = 0;
  for (const { bytes } of events) {
    sizeBytes += bytes.length;
    ends.push(sizeBytes);
  }
  const all = new Uint8Array(sizeBytes);
  const blobs = new Map<number, Uint8Array>();
  for (const [index, { bytes, blob }] of events.entries()) {
    all.set(bytes, (ends[index] ?? 0) - bytes.length);
    // A part of a larger buffer would cross with the whole of it.
    if (blob) blobs.set(index, new Uint8Array(blob));
  }
  return {
    streams: events.map(({ stream }) => stream),
    seqs: events.map(({ seq }) => seq),
    ids: events.map(({ id }) => id),
    types: events.map(({ type }) => type),
    authors: events.map(({ by }) => by),
    ends,
    bytes: all,
    blobs,
  };
}

export function fromColumns(columns: EventColumns): CommittedEvent[] {
  const { seqs, ids, types, authors, ends, bytes, blobs } = columns;
  return columns.streams.map((stream, index) => {
    const blob = blobs.get(index);
    return {
      stream,
      seq: seqs[index] as number,
      id: ids[index] as CommandId,
      type: types[index] as StreamEvent['type'],
      by: authors[index] as UserId,
      bytes: bytes.subarray(index === 0 ? 0 : ends[index - 1], ends[index]),
      ...(blob ? { blob } : {}),
    };
  });
}
