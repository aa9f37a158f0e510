import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REDIAL_MS_MAX, redialDelayMs } from './redial.ts';

test('[R9] pauses grow, are spread by chance, and never end nor exceed their bound', () => {
  assert.equal(
    redialDelayMs(0, () => 0),
    50,
  );
  assert.equal(
    redialDelayMs(0, () => 1),
    100,
  );
  assert.equal(
    redialDelayMs(3, () => 1),
    800,
  );
  for (const failed of [6, 100, 1e6]) {
    assert.equal(
      redialDelayMs(failed, () => 1),
      REDIAL_MS_MAX,
    );
    assert.equal(
      redialDelayMs(failed, () => 0),
      REDIAL_MS_MAX / 2,
    );
  }
});
