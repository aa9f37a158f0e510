import type { Decision } from '../decision.ts';

/** A decision in one word: the refusal's code, or the types of the events that follow. */
export function outcome(decision: Decision): string {
  return decision.ok ? decision.events.map(({ type }) => type).join(' ') : decision.code;
}
