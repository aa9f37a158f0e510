import { writeSync } from 'node:fs';
import { LOBBY } from '@teahouse/protocol/ids';
import { mingInLobby } from '../contract/chronicle.ts';
import { commandId, ming } from '../contract/people.ts';
import { openLog } from './folder-under-test.ts';

// A process for tests that is killed, or has its system calls fail: `writing-process.ts FOLDER COUNT`. It stores
// messages one by one and says each seq once it is stored, in a write of its own.
const [folder = '', count = '0'] = process.argv.slice(2);

try {
  const log = openLog(folder);
  const chronicle = mingInLobby();
  await chronicle.write(log);
  say(`stored ${chronicle.seq(LOBBY)}`);
  for (let number = 1; number <= Number(count); number++) {
    await chronicle.says(ming, LOBBY, `message ${number}`, commandId(`message-${number}`)).write(log);
    say(`stored ${chronicle.seq(LOBBY)}`);
  }
  await log.close();
  say('closed');
} catch (error) {
  const { message, code, fatal } = error as Error & { code?: string; fatal?: boolean };
  say(`failed ${code ?? ''} ${fatal ? 'fatal' : ''} ${message}`);
  process.exitCode = 1;
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}
