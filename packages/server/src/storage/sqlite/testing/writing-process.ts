import { writeSync } from 'node:fs';
import { LOBBY } from '@teahouse/protocol/ids';
import { type Chronicle, mingInLobby } from '../../contract/chronicle.ts';
import { commandId, ming } from '../../contract/people.ts';
import type { Log } from '../../log.ts';
import { openLog } from './folder-under-test.ts';

// A process for tests that is killed, or has its system calls fail: `writing-process.ts FOLDER COUNT`. It stores
// messages one by one and says each seq once it is stored, in a write of its own. After a failure it tries on.
const [folder = '', count = '0'] = process.argv.slice(2);

try {
  const log = openLog(folder);
  const chronicle = mingInLobby();
  await store(log, chronicle);
  for (let number = 1; number <= Number(count); number++) {
    await store(log, chronicle.says(ming, LOBBY, `message ${number}`, commandId(`message-${number}`)));
  }
  await log.close();
  say('closed');
} catch (error) {
  sayFailed(error);
}

async function store(log: Log, chronicle: Chronicle): Promise<void> {
  const rows = chronicle.rows();
  for (let attempt = 1; attempt <= 2; attempt++) {
    try {
      await log.transaction((transaction) => transaction.append(rows));
      say(`stored ${chronicle.seq(LOBBY)}`);
      return;
    } catch (error) {
      sayFailed(error);
    }
  }
}

function sayFailed(error: unknown): void {
  const { message, code, fatal } = error as Error & { code?: string; fatal?: boolean };
  say(`failed ${code ?? ''} ${fatal ? 'fatal' : ''} ${message}`);
  process.exitCode = 1;
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}
