import type { Command } from '@teahouse/rules/command';
import { createCommitter } from '@teahouse/server/engine/batch';
import type { Log } from '@teahouse/server/storage/log';
import type { Town } from './town.ts';

/** Commands in one commit: with more the store is no faster, and they wait in memory. */
const COMMANDS_PER_COMMIT = 5_000;
/** Made-up history happened in one year, so that the same seed gives the same bytes. */
const BEGAN_AT_MS = Date.UTC(2025, 0, 1);
const LASTED_MS = 365 * 86_400_000;

/** Puts everything a town says into a store, as the server would have. Calls back with the number done. */
export async function fill(log: Log, town: Town, onProgress: (done: number) => void): Promise<void> {
  let done = 0;
  const nowMs = () => BEGAN_AT_MS + Math.floor((done / town.commandCount) * LASTED_MS);
  const committer = createCommitter(log, { nowMs });
  for (const batch of batches(town.commands(), COMMANDS_PER_COMMIT)) {
    const { outcomes } = await committer.commit(batch);
    const refused = outcomes.find((outcome) => !outcome.ok);
    if (refused) throw new Error(`A made-up command was refused with ${refused.ok ? '' : refused.code}.`);
    done += batch.length;
    onProgress(done);
  }
}

function* batches(commands: Iterable<Command>, size: number): Iterable<Command[]> {
  let batch: Command[] = [];
  for (const command of commands) {
    batch.push(command);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
