import assert from 'node:assert/strict';
import test from 'node:test';
import { capacityOf, SHARE_MAX } from './capacity.ts';
import { demandOf } from './demand.ts';
import { STEPS } from './house.ts';
import { openLoop } from './simulation/open-loop.ts';
import { returnStorm } from './simulation/return-storm.ts';
import { halls, SHAPES, smallRooms } from './workload.ts';

const [oneCore] = STEPS;
assert.ok(oneCore);

test('every step carries more than the one before, whatever people do', () => {
  for (const shape of SHAPES) {
    const carried = STEPS.map((house) => capacityOf(house, shape).connections);
    // Three nodes are for when one fails; they are smaller than the machine before them.
    const growing = carried.filter((_, step) => step !== 2);
    assert.deepEqual(
      growing,
      growing.toSorted((one, other) => one - other),
      shape.name,
    );
  }
});

test('nothing is used less when more connect', () => {
  for (const house of STEPS) {
    for (const shape of SHAPES) {
      const [few, many] = [demandOf(house, shape(20_000)), demandOf(house, shape(200_000))];
      for (const [resource, share] of Object.entries(few)) {
        const more = many[resource as keyof typeof many] ?? 0;
        assert.ok(more >= share * 0.99, `${house.name}, ${shape.name}: ${resource}`);
      }
    }
  }
});

test('what a house carries by the sum it carries in the simulation too within a second, and three times as much not', () => {
  const { connections, first } = capacityOf(oneCore, halls);
  assert.match(first, /gateway|cores/);
  const carried = openLoop({ house: oneCore, workload: halls(connections), seconds: 4 });
  assert.ok(carried.shownMs.p99 < 1_000, `${carried.shownMs.p99} ms`);
  const tooMany = openLoop({ house: oneCore, workload: halls(connections * 3), seconds: 4 });
  assert.ok(tooMany.shownMs.p99 > 1_500, `${tooMany.shownMs.p99} ms`);
});

test('a restart with as many as a house carries takes as long in the simulation as in the sum', () => {
  const { connections, first } = capacityOf(oneCore, smallRooms);
  assert.equal(first, 'coming back: gateways');
  const { seconds } = returnStorm({
    house: oneCore,
    workload: smallRooms(connections),
    returning: connections,
  });
  const expected = 10 * SHARE_MAX;
  assert.ok(Math.abs(seconds - expected) < 0.15 * expected, `${seconds} s`);
});

test('the database is as busy in the simulation as its commits, looks and returns make it', () => {
  const house = STEPS[3];
  assert.ok(house?.database);
  const workload = smallRooms(100_000);
  const day = openLoop({ house, workload, seconds: 4 });
  const share = demandOf(house, workload).database ?? 0;
  // The sum has four commits a second and node, the simulation as many as come about.
  const more = ((day.commitsPerSecond - 4 * house.nodes) * 1_800) / house.database.cores / 1e6;
  assert.ok(
    Math.abs(day.busy.database - share - more) < 0.2 * day.busy.database,
    `${day.busy.database} ${share + more}`,
  );
});
