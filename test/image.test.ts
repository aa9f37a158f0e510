import assert from 'node:assert/strict';
import { matchesGlob } from 'node:path';
import { test } from 'node:test';
import { readConfig } from '@teahouse/server/config';
import { copiesOf, last, stagesOf, variablesOf } from './support/dockerfile.ts';
import { filesMatching } from './support/source-files.ts';

/** No engine runs where the tests do, so the image is read instead of made. */
const FILES = filesMatching(/./);
const STAGES = stagesOf(textOf('Dockerfile'));
const RUN = STAGES.at(-1);
const KNOWN = new Set([
  ...['ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'HEALTHCHECK', 'LABEL', 'RUN'],
  ...['SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'],
]);

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function textOf(path: string): string {
  const file = FILES.find((one) => one.path === path);
  assert.ok(file, `${path} is not there`);
  return file.text;
}

const MANIFESTS = new Map(
  FILES.filter(({ path }) => /^packages\/\w+\/package\.json$/.test(path)).map(({ path, text }) => {
    const manifest = JSON.parse(text) as Manifest;
    return [manifest.name, { manifest, folder: path.split('/').slice(0, 2).join('/') }];
  }),
);

/** The folders of a package, and of all of the project’s own that it needs. */
function foldersFor(name: string, found = new Set<string>()): ReadonlySet<string> {
  const { manifest, folder } = MANIFESTS.get(name) ?? {};
  if (folder === undefined || found.has(folder)) return found;
  found.add(folder);
  for (const needed of Object.keys(manifest?.dependencies ?? {})) foldersFor(needed, found);
  return found;
}

/** As Docker decides it, for the patterns that we use: the last line that fits counts. */
function isIgnored(path: string): boolean {
  const lines = textOf('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.reduce((ignored, line) => {
    const pattern = line.replace(/^!/, '');
    // For Docker a name that begins with a dot is like any other.
    const plain = path.replaceAll(/(?<=^|\/)\./g, '_');
    const fits = [pattern, `${pattern}/**`].some((glob) => matchesGlob(plain, glob));
    return fits ? !line.startsWith('!') : ignored;
  }, false);
}

function filesUnder(source: string): readonly string[] {
  return FILES.map(({ path }) => path).filter((path) => path === source || path.startsWith(`${source}/`));
}

test('the image is made of instructions that there are', () => {
  assert.ok(STAGES.length > 1 && RUN);
  for (const { name } of STAGES.flatMap(({ instructions }) => instructions)) assert.ok(KNOWN.has(name), name);
});

test('every stage begins with the Node that the tests run with, or with a stage before it', () => {
  const { devDependencies = {} } = JSON.parse(textOf('package.json')) as Manifest;
  for (const [index, { image }] of STAGES.entries()) {
    const isStage = STAGES.slice(0, index).some(({ name }) => name === image);
    assert.ok(isStage || image === `node:${devDependencies.node}-slim`, image);
  }
});

test('what is copied into the image is there, and not kept out of it', () => {
  const copies = STAGES.flatMap((stage, index) =>
    copiesOf(stage).map((copy) => ({ ...copy, before: STAGES.slice(0, index).map(({ name }) => name) })),
  );
  for (const { from, sources, before } of copies) {
    if (from !== undefined) assert.ok(before.includes(from), from);
    else
      for (const source of sources)
        assert.ok(
          filesUnder(source).some((path) => !isIgnored(path)),
          source,
        );
  }
});

test('what npm installs from is there whole, and what the program needs is copied', () => {
  const manifests = STAGES.flatMap(copiesOf).flatMap(({ sources }) => sources);
  for (const { folder } of MANIFESTS.values()) {
    assert.ok(manifests.includes(`${folder}/package.json`), folder);
  }
  const installs = STAGES.map((stage) => last(stage, 'RUN')).join('\n');
  const program = /--workspace=(\S+)/.exec(installs)?.[1] ?? '';
  assert.match(installs, /npm ci --omit=dev/);
  const sources = RUN ? copiesOf(RUN).flatMap((copy) => copy.sources) : [];
  const needed = [...foldersFor(program)].map((folder) => `${folder}/src`);
  assert.ok(needed.length > 3, program);
  assert.deepEqual(sources.filter((source) => source.endsWith('/src')).sort(), needed.sort());
  assert.ok(sources.includes('/app/packages/web/dist'));
});

test('[S26] no secret, store, test or history gets into the image', () => {
  const never = [
    '.env',
    'deploy/.env',
    'data/teahouse.db',
    '.git/config',
    'README.md',
    'packages/web/dist/a.js',
  ];
  for (const path of never) assert.ok(isIgnored(path), path);
  const tests = FILES.filter(({ path }) => /\.test\.tsx?$|\/testing\//.test(path) && !isIgnored(path));
  assert.deepEqual(tests, []);
});

test('the server in the image is nobody special, can be reached, and is told of SIGTERM itself', () => {
  assert.match(last(RUN, 'USER') ?? '', /^[1-9]\d*:[1-9]\d*$/);
  const config = readConfig([], variablesOf(last(RUN, 'ENV') ?? ''));
  assert.equal(config.host, '0.0.0.0');
  assert.equal(last(RUN, 'EXPOSE'), String(config.port));
  assert.equal(last(RUN, 'VOLUME'), config.data);
  const command = ['ENTRYPOINT', 'CMD'].flatMap((name) => JSON.parse(last(RUN, name) ?? 'null') as string[]);
  const [program, file = '', ...args] = command;
  assert.deepEqual([program, args], ['node', ['serve']]);
  textOf(file);
});

test('the image asks its server whether it takes part, with nothing but Node', () => {
  const check = /CMD (\[.*\])$/.exec(last(RUN, 'HEALTHCHECK') ?? '')?.[1] ?? 'null';
  const [program, option, script = ''] = JSON.parse(check) as string[];
  assert.deepEqual([program, option], ['node', '-e']);
  const path = /\}(\/\w+)`/.exec(script)?.[1];
  assert.equal(path, '/readyz');
  assert.match(textOf('packages/server/src/http/routes.ts'), new RegExp(`app\\.get\\('${path}'`));
});
