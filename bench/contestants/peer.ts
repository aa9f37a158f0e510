import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../peers/', import.meta.url));
const BUN = `${FOLDER}node_modules/.bin/bun`;

/** The command for a peer that runs on the same Node as Teahouse. */
export function onNode(file: string): (port: number) => readonly string[] {
  return (port) => [process.execPath, `${FOLDER}${file}`, String(port)];
}

export function onBun(file: string): (port: number) => readonly string[] {
  return (port) => [BUN, `${FOLDER}${file}`, String(port)];
}

/** The peers are installed when they are first needed, so that installing Teahouse stays light. */
export function installPeers(): void {
  if (existsSync(`${FOLDER}node_modules`)) return;
  console.log('installing the peers into bench/peers …');
  const { status } = spawnSync('npm', ['ci', '--prefix', FOLDER], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the peers could not be installed; --servers Teahouse needs none');
}
