import assert from 'node:assert/strict';
import test from 'node:test';
import { isOlder, lockedPackages } from './versions.ts';

test('versions are compared number by number', () => {
  const cases = [
    ['8.22.9', '8.23.0', true],
    ['8.23.0', '8.23.0', false],
    ['8.100.0', '8.23.0', false],
    ['7.99.99', '8.0.0', true],
    ['9.0.0', '8.23.5', false],
    ['8.23.0-beta.1', '8.23.1', true],
  ] as const;
  for (const [version, minimum, older] of cases) assert.equal(isOlder(version, minimum), older, version);
});

test('every copy of a package counts, and the project’s own are none', () => {
  const lock = {
    packages: {
      '': { version: '1.0.0' },
      'packages/a': { version: '1.0.0' },
      'node_modules/@teahouse/a': { link: true },
      'node_modules/ws': { version: '8.23.0' },
      'node_modules/@x/y/node_modules/ws': { version: '8.0.0', hasInstallScript: true },
    },
  };
  assert.deepEqual(lockedPackages(JSON.stringify(lock)), [
    { name: 'ws', version: '8.23.0', hasScript: false },
    { name: 'ws', version: '8.0.0', hasScript: true },
  ]);
});
