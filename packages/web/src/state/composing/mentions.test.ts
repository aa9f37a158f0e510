import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UserId } from '@teahouse/protocol/ids';
import { stillNamed, withPerson } from './mentions.ts';

const person = (name: string, id = `u_${name}`) => ({ id: id as UserId, name });
const namesIn = (text: string, names: readonly string[]) =>
  stillNamed(
    text,
    names.map((name) => person(name)),
  ).map(({ name }) => name);

test('who is not named any more is not meant any more', () => {
  assert.deepEqual(namesIn('@Al come', ['Al', 'Bo']), ['Al']);
  assert.deepEqual(namesIn('Al come', ['Al']), []);
  assert.deepEqual(namesIn('好的@小明你来', ['小明']), ['小明']);
});

test('a name inside a longer one is not named', () => {
  assert.deepEqual(namesIn('@Alice', ['Al', 'Alice']), ['Alice']);
  assert.deepEqual(namesIn('@Alice @Al', ['Al', 'Alice']), ['Al', 'Alice']);
});

test('two people of one name are both meant, and nobody twice', () => {
  assert.equal(stillNamed('@Al', [person('Al', 'u_1'), person('Al', 'u_2')]).length, 2);
  assert.equal(withPerson(withPerson([], person('Al')), person('Al')).length, 1);
});
