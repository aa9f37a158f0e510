import assert from 'node:assert/strict';
import test from 'node:test';
import { installWithApt, missing, type Ran, SYSTEM_PACKAGES, type SystemPackage } from './system-packages.ts';

const TOOL: SystemPackage = { name: 'tool', why: 'to test with', probe: ['tool', '--version'] };
const FONT: SystemPackage = { name: 'font', why: 'to draw', probe: ['list', 'zh'], prints: /\S/ };

const CASES: readonly [why: string, one: SystemPackage, ran: Ran, isMissing: boolean][] = [
  ['a command that succeeds is there', TOOL, { code: 0, output: '' }, false],
  ['a command that fails is not', TOOL, { code: 1, output: 'tool 1.0' }, true],
  ['a command that does not exist is not', TOOL, { code: null, output: '' }, true],
  ['a list with a line has it', FONT, { code: 0, output: 'Noto\n' }, false],
  ['an empty list has not', FONT, { code: 0, output: '\n' }, true],
];

for (const [why, one, ran, isMissing] of CASES) {
  test(why, () => assert.equal(missing([one], () => ran).length, isMissing ? 1 : 0));
}

test('apt is asked once for all, and not at all if the lists cannot be had', () => {
  const asked: string[] = [];
  const good = installWithApt(['a', 'b'], (command, args) => {
    asked.push([command, ...args].join(' '));
    return { code: 0, output: '' };
  });
  assert.equal(good, true);
  assert.deepEqual(asked, ['apt-get update -qq', 'apt-get install -y -qq --no-install-recommends a b']);
  assert.equal(
    installWithApt(['a'], (_, [verb]) => ({ code: verb === 'update' ? 100 : 0, output: '' })),
    false,
  );
});

test('every package says what it is for', () => {
  for (const { name, why } of SYSTEM_PACKAGES) assert.match(`${name}: ${why}`, /^[a-z-]+: .{10,}[^.]$/);
});
