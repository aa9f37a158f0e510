import assert from 'node:assert/strict';
import test from 'node:test';
import { filesMatching } from './support/source-files.ts';
import { isOlder, lockedPackages } from './support/versions.ts';

/** No older than where the holes that are known were closed. */
const VERSIONS_MIN: Readonly<Record<string, string>> = {
  // Floods of fragments (8.22) and of pings (8.23), uninitialised memory (8.20.1), floods of headers (8.17.1).
  ws: '8.23.0',
  // Three advisories on paths and headers (GHSA-gqvv-2mrq-wpjv, -g6gw-c38x-mqfc, -crvj-82cr-hjcx).
  hono: '4.13.5',
  // Paths that get around middleware, or out of the folder of files (CVE-2026-39406, GHSA-frvp-7c67-39w9).
  '@hono/node-server': '1.19.15',
  // A key of the input that became the prototype of the result (colinhacks/zod#5898).
  zod: '4.4.0',
};
/** A log that was reset while it was read could corrupt the file in versions before. */
const SQLITE_MIN = '3.51.3';
/** Packages that may run a script when they are installed: the runtime fetches itself. */
const MAY_RUN_SCRIPTS = ['node'];

const MANIFESTS = filesMatching(/^(package|packages\/\w+\/package)\.json$/);
const TEXTS = filesMatching(/^(?!package-lock\.json$).*\.(ts|tsx|js|json|md|css|html|sh|yml|yaml)$|^\.ci\//);
const LOCKED = lockedPackages(filesMatching(/^package-lock\.json$/)[0]?.text ?? '{}');

test('[S30] no package is older than where its known holes were closed', () => {
  for (const [name, minimum] of Object.entries(VERSIONS_MIN)) {
    const copies = LOCKED.filter((locked) => locked.name === name);
    assert.ok(copies.length > 0, `${name} is not installed; take it from the list`);
    for (const { version } of copies) assert.ok(!isOlder(version, minimum), `${name} ${version}`);
  }
});

test('[S30] the SQLite that comes with the runtime keeps what it is given', () => {
  const { sqlite = '0.0.0' } = process.versions;
  assert.ok(!isOlder(sqlite, SQLITE_MIN), sqlite);
});

test('[S30] every dependency is pinned to one version', () => {
  assert.equal(MANIFESTS.length, 7);
  for (const { path, text } of MANIFESTS) {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(text) as Manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      assert.match(version, /^\d+\.\d+\.\d+$/, `${path}: ${name}`);
    }
  }
});

test('[S30] nothing but the runtime runs a script when it is installed', () => {
  const scripted = LOCKED.filter(({ hasScript }) => hasScript).map(({ name }) => name);
  assert.deepEqual(scripted, MAY_RUN_SCRIPTS);
  const root = MANIFESTS.find(({ path }) => path === 'package.json')?.text ?? '{}';
  assert.deepEqual((JSON.parse(root) as Manifest).allowScripts, { node: true });
});

test('[S30] where packages come from is left to whoever installs', () => {
  const hosts = [...filesMatching(/(^|\/)(package-lock\.json|\.npmrc)$/), ...TEXTS].filter(({ text }) =>
    /https?:\/\/[^\s"'`]*(registry|npmjs|npmmirror|yarnpkg)/i.test(text),
  );
  assert.deepEqual(
    hosts.map(({ path }) => path).filter((path) => path !== 'test/supply-chain.test.ts'),
    [],
  );
});

test('nothing names a folder of the machine it was written on', () => {
  const machine = new RegExp(`(^|[\\s"'\`(=])/(${['work', 'root', 'Users'].join('|')})/\\w`, 'm');
  assert.deepEqual(
    TEXTS.filter(({ text }) => machine.test(text)).map(({ path }) => path),
    [],
  );
});

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly allowScripts?: unknown;
}
