import type { StreamEvent } from '@teahouse/protocol/events';
import { LOBBY, type StreamId, type UserId } from '@teahouse/protocol/ids';
import type { CommittedEvent } from '../bus/bus.ts';
import type { Subscriber } from '../fanout/audience.ts';
import type { Encoding } from '../fanout/encodings.ts';
import { Feed } from '../fanout/feed.ts';
import { FlushCycle } from '../fanout/flush-cycle.ts';
import { Outlet, type Source } from '../fanout/outlet.ts';
import { type Asked, Desk, MING, send } from './desk.ts';
import { ManualClock } from './manual-clock.ts';
import { ManualSink } from './manual-sink.ts';
import { SlowArchive } from './slow-archive.ts';

/** Someone whom a feed shows a stream. */
export class Viewer implements Subscriber {
  readonly sink = new ManualSink();
  readonly outlet: Outlet;
  readonly user: UserId;
  readonly encoding: Encoding;
  /** Whether the feed said that it ends. */
  isDetached = false;
  readonly missing: ReadonlyMap<Source, number>[] = [];

  constructor(stage: FeedStage, user: UserId, encoding: Encoding) {
    this.user = user;
    this.encoding = encoding;
    if (encoding === 'deflated') this.sink.agreed = 'deflated';
    this.outlet = new Outlet({
      sink: this.sink,
      outbound: stage.cycle,
      takesDeflated: encoding === 'deflated',
      monotonicMs: () => stage.clock.monotonicMs(),
      onRecovered: (missing) => this.missing.push(missing),
      onDrained: () => {},
    });
  }

  onDetached(): void {
    this.isDetached = true;
  }

  /** The seqs of the events that came, in order. Frames that are no event count as 0. */
  takeSeqs(): number[] {
    return this.sink.takeTexts().map((text) => (JSON.parse(text) as Partial<StreamEvent>).seq ?? 0);
  }
}

/** A feed of a real log, on a bus that a test is: it hands over what it likes. */
export class FeedStage {
  readonly clock = new ManualClock();
  readonly cycle = new FlushCycle(this.clock);
  readonly troubles: unknown[] = [];
  readonly desk: Desk;
  readonly slow: SlowArchive;
  readonly feed: Feed;

  private constructor(desk: Desk, stream: StreamId) {
    this.desk = desk;
    this.slow = new SlowArchive(desk.archive);
    const { archive } = this.slow;
    const onTrouble = (error: unknown) => this.troubles.push(error);
    this.feed = new Feed(stream, { archive, cycle: this.cycle, era: 1, onTrouble });
  }

  /** The lobby after three events, shown from there. */
  static async open(stream: StreamId = LOBBY): Promise<FeedStage> {
    const stage = new FeedStage(await Desk.open(), stream);
    await stage.feed.start(await stage.desk.archive.head(stream));
    return stage;
  }

  /** Before its head is known. */
  static async beforeStart(): Promise<FeedStage> {
    return new FeedStage(await Desk.open(), LOBBY);
  }

  viewer(user: UserId = MING, encoding: Encoding = 'json'): Viewer {
    return new Viewer(this, user, encoding);
  }

  /** Commits, and keeps from the bus. */
  async commit(...asked: Asked<Parameters<Desk['commit']>[number]>[]): Promise<CommittedEvent[]> {
    const { events } = await this.desk.commit(...asked);
    return events.filter(({ stream }) => stream === this.feed.stream);
  }

  /** Commits so many messages, and keeps them from the bus. */
  messages(count: number): Promise<CommittedEvent[]> {
    return this.commit(...[...Array(count).keys()].map((text) => send(MING, `${text}`)));
  }

  take(...events: (CommittedEvent | undefined)[]): void {
    for (const event of events) if (event) this.feed.take(event);
  }

  async settle(): Promise<void> {
    do await new Promise(setImmediate);
    while (this.clock.turn());
  }
}
