import { alone } from '../support/alone.ts';
import { shown, tableLines } from '../support/table.ts';
import { busMessages } from './bus-messages.ts';
import { busSubscriptions } from './bus-subscriptions.ts';
import { databaseReads } from './database-reads.ts';
import { postgresCommits } from './postgres-commits.ts';
import { sqliteCommits } from './sqlite-commits.ts';
import type { UnitCosts } from './unit-costs.ts';

const MEASUREMENTS: Readonly<Record<string, () => Promise<UnitCosts>>> = {
  sqlite: sqliteCommits,
  postgres: postgresCommits,
  reads: databaseReads,
  bus: busMessages,
  subscriptions: busSubscriptions,
};

/** `node bench/unit-costs/main.ts [name …]`: what the parts of a house cost, one by one; all of them without a name. */
const wanted = process.argv.slice(2);
await alone();
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const rows = Object.entries(await measure()).map(([what, figure]) => [what, shown(figure)]);
  console.log(`${tableLines(rows).join('\n')}\n`);
}
