import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installWithApt, missing, type Run, SYSTEM_PACKAGES } from './system-packages.ts';

/**
 * `pretest`: where it is root on Debian it installs what is missing; elsewhere it names it. It says nothing
 * if everything is there. In CI nothing may be missing, because nothing may be skipped.
 */
const run: Run = (command, args) => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync(command, args, { env, encoding: 'utf8' });
  return { code: status, output: `${stdout ?? ''}${stderr ?? ''}` };
};

const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
const absent = missing(SYSTEM_PACKAGES, run);
if (absent.length > 0 && isRootOnDebian) {
  const names = absent.map(({ name }) => name);
  console.log(`Installing for the tests: ${names.join(', ')}`);
  installWithApt(names, run);
}
const still = absent.length > 0 ? missing(SYSTEM_PACKAGES, run) : [];
for (const { name, why } of still) console.error(`Tests need the package ${name}: ${why}.`);
if (still.length > 0 && process.env.CI !== undefined) process.exitCode = 1;
