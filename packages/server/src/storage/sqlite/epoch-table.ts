import type { Epoch } from '@teahouse/protocol/ids';
import { Lives, nextEpoch } from '../epochs.ts';
import type { DatabaseSync } from './database.ts';
import { Query } from './query.ts';

/** The lives that a store had, the first one first. */
export function readEpochs(database: DatabaseSync): Epoch[] {
  const query = new Query<{ epoch: Epoch }, []>(database, 'SELECT epoch FROM lives ORDER BY era');
  return query.all().map(({ epoch }) => epoch);
}

/** Writes down that another life begins. */
export function beginLife(database: DatabaseSync, randomName: () => string): Lives {
  const epochs = readEpochs(database);
  const epoch = nextEpoch(epochs, randomName);
  new Query<never, [Epoch]>(database, 'INSERT INTO lives (epoch) VALUES (?)').run(epoch);
  return new Lives([...epochs, epoch]);
}
