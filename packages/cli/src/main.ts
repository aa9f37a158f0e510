#!/usr/bin/env node
import { COMMANDS, isCommand, usage } from './commands.ts';

const [name = '', ...args] = process.argv.slice(2);
if (isCommand(name)) {
  const { run } = await COMMANDS[name]();
  await run(args, process.env);
} else {
  const asked = name === '' || name === '--help' || name === '-h' || name === 'help';
  console[asked ? 'log' : 'error'](usage());
  process.exitCode = asked ? 0 : 1;
}
