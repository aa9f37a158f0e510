import type { Site } from './nodes/site.ts';

/** What those who talk may notice of a fault. Nothing lost, doubled, reordered, seen but lost or missed goes without saying. */
export interface Allowed {
  /** Longest without an acknowledgement to anybody. `all along`: nobody can send while it lasts, and a moment after. */
  readonly stillMs: number | 'all along';
  /** The latest that what is said is shown to somebody who is connected. `all along`: not before it is over. */
  readonly lateMs: number | 'all along';
  /** Sends may be refused for now. */
  readonly refusals: boolean;
  /** Nodes that lost their store send their clients elsewhere: they may, they must, or none may. */
  readonly sendsAway: 'may' | 'must' | 'none';
}

/** How hard it is tried. */
export type Form = 'short' | 'full';

export interface Fault {
  readonly name: string;
  /** Numbers of races and promises that it bears on, such as `[R8]`. */
  readonly bears: string;
  readonly lastsMs: Readonly<Record<Form, number>>;
  readonly allowed: Allowed;
  /** Who talks meanwhile: everyone in their own way, or those to whom what they are told is lost. */
  readonly crowd?: 'forgetful';
  /** Brings it about, waits as long as it is to last, and puts everything in order again. */
  readonly harm: (site: Site, lasts: Lasting) => Promise<void>;
}

/** The time for which a fault lasts. */
export interface Lasting {
  /** Resolves when it is over. */
  (): Promise<void>;
  /** Does something over and over until it is over, with a pause before each. */
  readonly doing: (everyMs: number, act: (count: number) => void | Promise<void>) => Promise<void>;
}
