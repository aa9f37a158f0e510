import type { StreamId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { Records, StoredRecord } from '../world/records.ts';
import type { Findings } from './findings.ts';

/** What a connection may be shown of a stream next. */
type Shown =
  /** The client asked to be continued here; nothing came yet. */
  | { readonly state: 'asked'; readonly from: Position }
  /** `again`: it asked to be shown it anew from there, which may happen a little later. */
  | { readonly state: 'live'; readonly next: number; readonly again: Position | null }
  /** Too far behind: the client asks for pages, and nothing comes live. */
  | { readonly state: 'behind' }
  /** Left: nothing comes any more. */
  | { readonly state: 'left' };

interface Deps {
  readonly records: Records;
  readonly findings: Findings;
  /** The era of an epoch, if the store had that life. */
  readonly eraOf: (epoch: string) => number | undefined;
  readonly name: string;
}

/** The streams of one connection, as the protocol says they must be shown: sections 4 and 5. */
export class ShownStreams {
  readonly #deps: Deps;
  readonly #shown = new Map<StreamId, Shown>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** It is live from just after a seq. */
  begin(stream: StreamId, after: number): void {
    this.#shown.set(stream, { state: 'live', next: after + 1, again: null });
  }

  /** The client asks to be continued at a position. */
  ask(stream: StreamId, from: Position): void {
    const before = this.#shown.get(stream);
    if (before?.state === 'live') this.#shown.set(stream, { ...before, again: from });
    else this.#shown.set(stream, { state: 'asked', from });
  }

  leave(stream: StreamId): void {
    this.#shown.set(stream, { state: 'left' });
  }

  isLeft(stream: StreamId): boolean {
    return this.#shown.get(stream)?.state === 'left';
  }

  event(record: StoredRecord): void {
    const { stream, seq } = record;
    const shown = this.#shown.get(stream);
    const start = shown?.state === 'asked' ? shown.from : shown?.state === 'live' ? shown.again : null;
    const isNext = shown?.state === 'live' && seq === shown.next;
    const isStart = start !== null && seq === start.seq + 1;
    if (!isNext && !isStart) {
      this.#deps.findings.report(
        'SYNC-3',
        `${this.#deps.name} was shown ${stream} ${seq}, but it is ${describe(shown)}`,
      );
    } else if (isStart && start && !this.#isPlace(stream, start)) {
      this.#deps.findings.report(
        'SYNC-2',
        `${this.#deps.name} was continued in ${stream} at a place that is none`,
      );
    }
    const again = isNext && shown.state === 'live' ? shown.again : null;
    this.#shown.set(stream, { state: 'live', next: seq + 1, again });
  }

  behind(stream: StreamId, after: number): void {
    const shown = this.#shown.get(stream);
    const places = [
      ...(shown?.state === 'asked' ? [shown.from.seq] : []),
      ...(shown?.state === 'live' ? [shown.next - 1, shown.again?.seq] : []),
    ];
    this.#deps.findings.demand(
      places.includes(after),
      'SYNC-1',
      () => `${this.#deps.name} was told behind after ${after} in ${stream}, which is ${describe(shown)}`,
    );
    this.#shown.set(stream, { state: 'behind' });
  }

  reset(stream: StreamId, head: number): void {
    const shown = this.#shown.get(stream);
    const start = shown?.state === 'asked' ? shown.from : shown?.state === 'live' ? shown.again : null;
    this.#deps.findings.demand(
      start !== null && !this.#isPlace(stream, start),
      'SYNC-2',
      () => `${this.#deps.name} was told reset in ${stream}, which is ${describe(shown)}`,
    );
    this.begin(stream, head);
  }

  /** After all faults have ended: every stream has been shown up to its end, or told to be reset. */
  demandLevel(): void {
    for (const [stream, shown] of this.#shown) {
      const head = this.#deps.records.stream(stream).length;
      const isLevel =
        shown.state === 'left' ||
        (shown.state === 'live' && shown.next === head + 1) ||
        (shown.state === 'asked' && shown.from.seq === head && this.#isPlace(stream, shown.from));
      this.#deps.findings.demand(
        isLevel,
        'SYNC-1',
        () => `${this.#deps.name} is not level in ${stream}: ${describe(shown)}, its head ${head}`,
      );
    }
  }

  /** Whether a position is in the log as it is now, as section 4 says. */
  #isPlace(stream: StreamId, { epoch, seq, id }: Position): boolean {
    const era = this.#deps.eraOf(epoch);
    if (era === undefined) return false;
    if (seq === 0) return true;
    const record = this.#deps.records.at(stream, seq);
    return record !== undefined && record.id === id && record.era <= era;
  }
}

function describe(shown: Shown | undefined): string {
  return shown ? JSON.stringify(shown) : 'not shown at all';
}
