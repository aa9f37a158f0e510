import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { FakeScreen } from '../testing/fake-screen.ts';
import { InteractiveTerminal } from './interactive.ts';

function start(columns: number) {
  const input = new PassThrough();
  const screen = new FakeScreen(columns);
  const terminal = new InteractiveTerminal(input, screen);
  const lines: string[] = [];
  const ends: string[] = [];
  terminal.listen(
    (line) => lines.push(line),
    () => ends.push('end'),
  );
  terminal.prompt('大堂> ');
  /** Keys are taken in at once: the stream hands them on as they are written. */
  const type = (keys: string) => {
    input.emit('data', Buffer.from(keys));
  };
  return { screen, terminal, lines, ends, type };
}

test('what arrives stands above the line being typed, which stays whole', () => {
  const { screen, terminal, type } = start(40);
  type('你好，wor');
  terminal.print('12:00 小明: hi');
  type('ld');
  terminal.tell('gone for a moment');
  assert.equal(screen.text, '12:00 小明: hi\n· gone for a moment\n大堂> 你好，world');
});

test('a line that takes several rows is not torn, wherever its cursor is', () => {
  const { screen, terminal, type } = start(10);
  type('abcdefghijklmnop');
  terminal.print('one');
  type('\x1b[H');
  terminal.print('two');
  type('Z');
  terminal.print('three');
  assert.equal(screen.text, 'one\ntwo\nthree\n大堂> Zabc\ndefghijklm\nnop');
});

test('a line that is entered makes place for what was said', () => {
  for (const columns of [10, 12, 16, 80]) {
    const { screen, terminal, lines, type } = start(columns);
    terminal.print('before');
    type('我想喝普洱茶ok\r');
    assert.deepEqual(lines, ['我想喝普洱茶ok']);
    assert.equal(screen.text, 'before\n大堂>', `${columns} columns`);
  }
});

test('a cursor that is moved to the beginning of a row takes nothing away there', () => {
  const { screen, terminal, type } = start(10);
  type('abcdefgh');
  for (let step = 0; step < 4; step++) type('\x1b[D');
  terminal.print('one');
  assert.equal(screen.text, 'one\n大堂> abcd\nefgh');
});

test('the prompt can change while something is typed', () => {
  const { screen, terminal, type } = start(12);
  type('abcdefgh');
  terminal.prompt('> ');
  assert.equal(screen.text, '> abcdefgh');
  terminal.prompt('龙井茶友> ');
  assert.equal(screen.text, '龙井茶友> ab\ncdefgh');
});

test('Control-D and Control-C end it', () => {
  for (const key of ['\x04', '\x03']) {
    const { ends, type } = start(40);
    type(key);
    assert.deepEqual(ends, ['end']);
  }
});
