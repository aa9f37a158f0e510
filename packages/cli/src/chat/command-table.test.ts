import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCommand, spokenText } from './command-table.ts';
import { english } from './texts/english.ts';
import { textsFor, whyNot } from './texts/texts.ts';

test('a line with a slash is a command, with what stands after its name', () => {
  const join = readCommand('/join  龙井 茶友 ');
  assert.deepEqual([join?.name, join?.argument], ['/join', '龙井 茶友']);
  assert.ok(join?.run);
  assert.equal(readCommand('/who')?.argument, '');
});

test('what is no command is told by its name, also if every object has it', () => {
  for (const name of ['/nope', '/constructor', '/__proto__', '/']) {
    assert.deepEqual([readCommand(name)?.name, readCommand(name)?.run], [name, undefined]);
  }
});

test('anything else is said, and two slashes say one', () => {
  assert.equal(readCommand('hello /join'), null);
  assert.equal(readCommand('//join'), null);
  assert.equal(spokenText('//join'), '/join');
  assert.equal(spokenText(' / '), ' / ');
});

test('every command that help lists is there', () => {
  for (const name of Object.keys(english.help)) assert.ok(readCommand(`/${name}`)?.run, name);
});

test('the language is that of the system, as other programs take it', () => {
  assert.equal(textsFor({ LANG: 'zh_CN.UTF-8' }).locale, 'zh-CN');
  assert.equal(textsFor({ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_GB.UTF-8' }).locale, 'en');
  assert.equal(textsFor({ LANG: 'de_DE.UTF-8' }).locale, 'en');
  assert.equal(textsFor({}).locale, 'en');
});

test('a refusal that one can do nothing about is told by its code', () => {
  assert.equal(whyNot('not_a_member', english), english.errors.not_a_member);
  assert.equal(whyNot('internal', english), 'The server refused (internal).');
  assert.equal(whyNot(4404, english), 'The server refused (4404).');
});
