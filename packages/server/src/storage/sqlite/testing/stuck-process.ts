import { writeSync } from 'node:fs';
import { LOBBY } from '@teahouse/protocol/ids';
import { mingInLobby } from '../../contract/chronicle.ts';
import { commandId, ming } from '../../contract/people.ts';
import { openLog } from './folder-under-test.ts';

// A process for tests that gets as far as before COMMIT, and stays there: `stuck-process.ts FOLDER`.
const [folder = ''] = process.argv.slice(2);
const log = openLog(folder);
const chronicle = mingInLobby();
await chronicle.write(log);
const rows = chronicle.says(ming, LOBBY, 'hardly said', commandId('said')).rows();
process.stdin.resume();
await log.transaction(async (transaction) => {
  await transaction.append(rows);
  writeSync(1, 'appended\n');
  await new Promise(() => undefined);
});
