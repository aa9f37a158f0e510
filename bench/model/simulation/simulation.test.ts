import assert from 'node:assert/strict';
import test from 'node:test';
import { STEPS } from '../house.ts';
import { smallRooms } from '../workload.ts';
import { Clockwork } from './clockwork.ts';
import { Cores, Thread } from './cores.ts';
import { openLoop } from './open-loop.ts';
import { RoomLocks } from './room-locks.ts';

test('what is due earlier happens earlier, and what is due at once in the order it was asked for', () => {
  const clockwork = new Clockwork();
  const happened: string[] = [];
  for (const [micros, what] of [
    [30, 'c'],
    [10, 'a'],
    [20, 'b1'],
    [20, 'b2'],
    [40, 'too late'],
  ] as const)
    clockwork.after(micros, () => happened.push(what));
  clockwork.runUntil(35);
  assert.deepEqual(happened, ['a', 'b1', 'b2', 'c']);
  assert.equal(clockwork.nowMicros, 35);
});

test('two threads on one core have half of it each', () => {
  const clockwork = new Clockwork();
  const cores = new Cores(clockwork, 1);
  const [many, few] = [new Thread(clockwork, cores), new Thread(clockwork, cores)];
  const small = () => many.work(10, small);
  const large = () => few.work(50_000, large);
  small();
  large();
  clockwork.runUntil(1e6);
  assert.equal(cores.busyMicros, 1e6);
  assert.ok(Math.abs(many.busyMicros - 500_000) < 60_000, `${many.busyMicros}`);
});

test('a thread that rests lets others have the core, and does nothing else', () => {
  const clockwork = new Clockwork();
  const cores = new Cores(clockwork, 1);
  const [one, other] = [new Thread(clockwork, cores), new Thread(clockwork, cores)];
  const endedAt: number[] = [];
  const note = () => endedAt.push(clockwork.nowMicros);
  one.rest(1_000, note);
  one.work(100, note);
  other.work(400, note);
  clockwork.runUntil(10_000);
  assert.deepEqual(endedAt, [400, 1_000, 1_100]);
});

test('transactions that lock the same room go one after the other, others at once', () => {
  const clockwork = new Clockwork();
  const locks = new RoomLocks(clockwork);
  const got: string[] = [];
  const hold = (name: string, rooms: readonly number[]) =>
    locks.take(rooms, () => {
      got.push(`${name} ${clockwork.nowMicros}`);
      clockwork.after(100, () => locks.free(rooms));
    });
  hold('first', [1, 2]);
  hold('second', [2, 3]);
  hold('apart', [4]);
  hold('third', [3]);
  clockwork.runUntil(1_000);
  assert.deepEqual(got, ['first 0', 'apart 0', 'third 0', 'second 100']);
});

test('the same house and people have the same day', () => {
  const house = STEPS[2];
  assert.ok(house);
  const day = () => openLoop({ house, workload: smallRooms(20_000), seconds: 1 });
  assert.deepEqual(day(), day());
});
