import type { Message, RoomEvent } from '@teahouse/protocol/events';

/**
 * A stretch of a room's log: every message between `from` and `to`, both included, and those notices among
 * them (who came, went, was renamed) that arrived as events. Pages of history hold messages only.
 */
export interface Stretch {
  /** Oldest first. */
  readonly events: readonly RoomEvent[];
  readonly from: number;
  readonly to: number;
  /** Whether there is something before `from`. */
  readonly hasOlder: boolean;
}

/** Messages of history next to a stretch; `more` tells whether there are further ones behind them. */
interface OlderPage {
  readonly messages: readonly Message[];
  readonly more: boolean;
}

export function withOlder(stretch: Stretch, { messages, more }: OlderPage): Stretch {
  const [oldest] = messages;
  const hasOlder = more && oldest !== undefined;
  const from = hasOlder ? oldest.seq : 1;
  return { ...stretch, events: [...messages, ...stretch.events], from, hasOlder };
}

/** The stretch together with what follows it up to `to`. */
export function withNewer(stretch: Stretch, newer: readonly RoomEvent[], to: number): Stretch {
  return { ...stretch, events: [...stretch.events, ...newer], to };
}

/** Lets go of the oldest events beyond `max`. */
export function newestOf(stretch: Stretch, max: number): Stretch {
  const last = stretch.events.at(-max - 1);
  if (last === undefined) return stretch;
  return { ...stretch, events: stretch.events.slice(-max), from: last.seq + 1, hasOlder: true };
}

/** Lets go of the newest events beyond `max`. */
export function oldestOf(stretch: Stretch, max: number): Stretch {
  const first = stretch.events[max];
  if (first === undefined) return stretch;
  return { ...stretch, events: stretch.events.slice(0, max), to: first.seq - 1 };
}

/** The running message number at a seq, or null where it cannot be told from here. */
export function runningNumberIn({ events, to }: Stretch, seq: number): number | null {
  return seq > to ? null : (events.findLast((event) => event.seq <= seq)?.n ?? null);
}
