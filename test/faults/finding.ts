import type { Verdict } from '@teahouse/cli/torture/account';
import type { Allowed } from './fault.ts';

/** What a fault came to. */
export interface Finding {
  readonly sent: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly shown: number;
  readonly verdict: Verdict;
  readonly details: readonly string[];
  /** Connections that a node ended since it had lost its store. */
  readonly sentAway: number;
  /** How long the fault lasted, with all that was started again. */
  readonly lastedMs: number;
  /** The longest time without an acknowledgement to anybody. */
  readonly stillMs: number;
  /** The latest that somebody who was connected was shown what another one knew of. */
  readonly lateMs: number;
  /** From the end of the fault until everyone was answered and shown what was said before; infinite if that did not come. */
  readonly caughtUpMs: number;
  /** Nodes that ended by themselves, with what they said. */
  readonly fallen: readonly string[];
}

/** What must not have been, as sentences. */
export function complaints(finding: Finding, allowed: Allowed, caughtUpMsMax: number): string[] {
  const { verdict, lastedMs, stillMs, lateMs, caughtUpMs, refused, sentAway } = finding;
  const limit = (ms: number | 'all along') => (ms === 'all along' ? lastedMs + caughtUpMsMax : ms);
  const found: [boolean, string][] = [
    [finding.acknowledged === 0, 'nothing was acknowledged'],
    [stillMs > limit(allowed.stillMs), `nobody was answered for ${Math.round(stillMs)} ms`],
    [lateMs > limit(allowed.lateMs), `somebody was shown something ${Math.round(lateMs)} ms late`],
    [caughtUpMs > caughtUpMsMax, `it took ${Math.round(caughtUpMs)} ms until all was caught up`],
    [refused > 0 && !allowed.refusals, `${refused} sends were refused`],
    [sentAway > 0 && allowed.sendsAway === 'none', `${sentAway} connections were sent away`],
    [sentAway === 0 && allowed.sendsAway === 'must', 'nobody was sent away'],
  ];
  return [
    ...Object.entries(verdict).flatMap(([kind, count]) => (count > 0 ? [`${kind}: ${count}`] : [])),
    ...finding.details,
    ...finding.fallen,
    ...found.flatMap(([isSo, sentence]) => (isSo ? [sentence] : [])),
  ];
}
