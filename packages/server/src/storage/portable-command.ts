import type { Command } from '@teahouse/rules/command';

/** A command as it crosses between threads: a part of a larger buffer would cross with the whole of it. */
export function portable(command: Command): Command {
  if (command.type === 'register') return { ...command, tokenHash: new Uint8Array(command.tokenHash) };
  if (command.type !== 'send' || !command.blob) return command;
  return { ...command, blob: { ...command.blob, bytes: new Uint8Array(command.blob.bytes) } };
}
