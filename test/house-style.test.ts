import assert from 'node:assert/strict';
import test from 'node:test';
import { isTest } from './support/imports.ts';
import { filesMatching } from './support/source-files.ts';
import { readModule } from './support/source-module.ts';

const FILES = filesMatching(/\.[jt]sx?$/);
const MODULES = FILES.map(readModule);
/** A file beyond this does more than one thing. */
const LINES_MAX = 250;
/** A function beyond this computes and decides at once. Markup is long without being either. */
const FUNCTION_LINES_MAX = 40;
const MARKUP_LINES_MAX = 60;
/** Puts everything together, one thing after another. */
const COMPOSITION_ROOT = { path: 'packages/server/src/app.ts', linesMax: 70 };

/** What must not be in the code, whoever asks for it. */
const FORBIDDEN: readonly string[] = [
  ...['.innerHTML', '.outerHTML', '.insertAdjacentHTML', 'document.write', 'dangerouslySetInnerHTML'],
  ...['eval', 'Function', '.srcdoc', 'setHTMLUnsafe'],
];

/** Clocks and dice. They are read at the edge and handed in, so that a test can hold them. */
const TIME_AND_CHANCE: readonly string[] = [
  ...['Math.random', 'Date.now', 'performance.now', 'new Date()'],
  ...['setTimeout', 'setInterval', 'setImmediate'],
];
const EDGES: readonly RegExp[] = [
  /^packages\/server\/src\/(runtime\/|\w+-thread\.ts$)/,
  /^packages\/web\/src\/platform\//,
  /^packages\/client\/src\/(globals|browser\/\w+|node\/\w+)\.ts$/,
  /^packages\/cli\/src\/(commands|torture)\//,
  /^bench\//,
  /^test\/(end-to-end\/|faults\/|support\/|simulation\/main\.ts$)/,
];

test('[S2] [S20] nothing makes HTML or code out of a string', () => {
  assert.deepEqual(
    mentioning(FORBIDDEN, () => true),
    [],
  );
});

test('time and chance are read at the edge only', () => {
  const inside = (path: string) => !isTest(path) && !EDGES.some((edge) => edge.test(path));
  assert.deepEqual(mentioning(TIME_AND_CHANCE, inside), []);
});

test('no test beside its file waits for a clock or rolls dice', () => {
  const isUnit = (path: string) => isTest(path) && !EDGES.some((edge) => edge.test(path));
  assert.deepEqual(mentioning(['Math.random', 'Date.now', 'setTimeout', 'setInterval'], isUnit), []);
  const sleepers = MODULES.filter(
    ({ path, imports }) => isUnit(path) && imports.includes('node:timers/promises'),
  );
  assert.deepEqual(
    sleepers.map(({ path }) => path),
    [],
  );
});

/** Options of a test that keep it, or all others, from running. */
const SWITCHED_OFF = /^\s*(test|it|describe)\(.*\{ *(skip|todo|only):/m;

test('no test is skipped, and none runs alone', () => {
  const ways = ['skip', 'only', 'todo'].flatMap((way) =>
    ['test', 'it', 'describe'].map((who) => `${who}.${way}`),
  );
  assert.deepEqual(mentioning(ways, isTest), []);
  const options = FILES.filter(({ path, text }) => isTest(path) && SWITCHED_OFF.test(text));
  assert.deepEqual(
    options.map(({ path }) => path),
    [],
  );
});

test(`no file has more than ${LINES_MAX} lines`, () => {
  const long = FILES.filter(({ text }) => text.split('\n').length - 1 > LINES_MAX);
  assert.deepEqual(
    long.map(({ path }) => path),
    [],
  );
});

test(`no function has more than ${FUNCTION_LINES_MAX} lines`, () => {
  const long = MODULES.filter(
    ({ path, longestFunctionLines }) => longestFunctionLines > functionLinesMax(path),
  );
  assert.deepEqual(
    long.map(({ path, longestFunctionLines }) => `${path}: ${longestFunctionLines}`),
    [],
  );
});

test('every file that a page names is there', () => {
  const paths = new Set(filesMatching(/./).map(({ path }) => path));
  const pages = filesMatching(/^(docs\/.*|[A-Z]+)\.md$/);
  const named = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/`((?:packages|test|bench|docs)\/[\w./-]+\.\w+)`/g)].map(([, file = '']) => ({
      path,
      file,
    })),
  );
  assert.ok(named.length > 20);
  assert.deepEqual(
    named.filter(({ file }) => !paths.has(file)),
    [],
  );
});

test('nothing is left for later, and no check is switched off without a reason', () => {
  const LATER = new RegExp(`\\b(${['TO', 'DO'].join('')}|FIX${'ME'}|X${'XX'})\\b|@ts-(ignore|nocheck)`);
  assert.deepEqual(
    FILES.filter(({ text }) => LATER.test(text)).map(({ path }) => path),
    [],
  );
});

function functionLinesMax(path: string): number {
  // Around the tests of a contract there is a function, which is as long as they are many.
  if (isTest(path)) return LINES_MAX;
  if (path === COMPOSITION_ROOT.path) return COMPOSITION_ROOT.linesMax;
  return path.endsWith('.tsx') ? MARKUP_LINES_MAX : FUNCTION_LINES_MAX;
}

function mentioning(names: readonly string[], where: (path: string) => boolean): string[] {
  return MODULES.filter(({ path }) => where(path)).flatMap(({ path, mentions }) =>
    names.filter((name) => mentions.has(name)).map((name) => `${path}: ${name}`),
  );
}
