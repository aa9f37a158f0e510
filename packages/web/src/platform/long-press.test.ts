import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { longPress } from './long-press.ts';

const AT = { pointerType: 'touch', clientX: 100, clientY: 100 };

function setUp() {
  mock.timers.enable({ apis: ['setTimeout'] });
  const held = mock.fn();
  const tapped = { preventDefault: mock.fn() };
  return { held, tapped, handlers: longPress(held) };
}

test('a finger that rests holds, and does not tap as well', () => {
  const { held, tapped, handlers } = setUp();
  handlers.onPointerDown(AT);
  handlers.onPointerMove({ ...AT, clientX: 105 });
  mock.timers.tick(1_000);
  handlers.onPointerUp();
  handlers.onTouchEnd(tapped);
  assert.equal(held.mock.callCount(), 1);
  assert.equal(tapped.preventDefault.mock.callCount(), 1);
  mock.timers.reset();
});

test('a tap, a finger that scrolls and a mouse do not', () => {
  const { held, tapped, handlers } = setUp();
  handlers.onPointerDown(AT);
  handlers.onPointerUp();
  mock.timers.tick(1_000);
  handlers.onPointerDown(AT);
  handlers.onPointerMove({ ...AT, clientY: 150 });
  mock.timers.tick(1_000);
  handlers.onPointerDown({ ...AT, pointerType: 'mouse' });
  mock.timers.tick(1_000);
  handlers.onTouchEnd(tapped);
  assert.equal(held.mock.callCount(), 0);
  assert.equal(tapped.preventDefault.mock.callCount(), 0);
  mock.timers.reset();
});
