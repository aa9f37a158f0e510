import type { Bus } from '@teahouse/server/bus/bus';
import type { Committer, Engine } from '@teahouse/server/engine/engine';
import type { Feeds } from '@teahouse/server/fanout/feeds';
import type { Archive } from '@teahouse/server/storage/archive';
import type { Log } from '@teahouse/server/storage/log';

/** Puts a bug into a server by standing before one of its ports: to see that the checks find it. */
export interface Plant {
  readonly log?: (log: Log, bus: Bus) => Log;
  readonly committer?: (committer: Committer, bus: Bus) => Committer;
  readonly engine?: (engine: Engine) => Engine;
  readonly archive?: (archive: Archive) => Archive;
  readonly bus?: (bus: Bus) => Bus;
  readonly feeds?: (feeds: Feeds) => Feeds;
}
