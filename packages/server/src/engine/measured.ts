import type { Metrics } from '../runtime/metrics.ts';
import type { Committer } from './engine.ts';

/** A committer that counts what it does. One measurement a batch, so that it costs no message anything. */
export function measured(committer: Committer, metrics: Metrics, monotonicMs: () => number): Committer {
  return {
    async commit(commands) {
      const startMs = monotonicMs();
      const commit = await committer.commit(commands);
      metrics.commitSeconds.observe((monotonicMs() - startMs) / 1000);
      metrics.commitCommands.observe(commands.length);
      for (const [key, count] of tally(commands, commit.outcomes)) {
        const [type, outcome] = key.split(' ') as [string, string];
        metrics.commands.inc({ type, outcome }, count);
      }
      return commit;
    },
  };
}

type Batch = Parameters<Committer['commit']>[0];
type Outcomes = Awaited<ReturnType<Committer['commit']>>['outcomes'];

function tally(commands: Batch, outcomes: Outcomes): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [index, { type }] of commands.entries()) {
    const outcome = outcomes[index];
    const key = `${type} ${outcome?.ok ? 'ok' : outcome?.code}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
