import type { Told } from './progress.ts';
import type { MoveSource } from './source.ts';
import type { MoveTarget } from './target.ts';

/** Both ends of a move, and who watches it. */
export interface Ends {
  readonly source: MoveSource;
  readonly target: MoveTarget;
  readonly told: Told;
}
