import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signal } from '@preact/signals';
import { HIDDEN_MS_MIN, reloadQuietly } from './quiet-reload.ts';

/** A page with the one timer it sets in hand. */
function page() {
  let due: (() => void) | null = null;
  const state = { reloads: 0, isWritten: false };
  const isReady = signal(false);
  const isTabVisible = signal(true);
  const stop = reloadQuietly({
    clock: {
      nowMs: () => 0,
      setTimer(afterMs, run) {
        assert.equal(afterMs, HIDDEN_MS_MIN);
        due = run;
        return {
          [Symbol.dispose]: () => {
            if (due === run) due = null;
          },
        };
      },
    },
    isReady,
    isTabVisible,
    isAnythingWritten: () => state.isWritten,
    reload: () => {
      state.reloads++;
    },
  });
  const waitLong = () => {
    const run = due;
    due = null;
    run?.();
  };
  return { state, isReady, isTabVisible, waitLong, stop };
}

test('a page that nobody looks at for long reloads once a newer version is there', () => {
  const { state, isReady, isTabVisible, waitLong } = page();
  isTabVisible.value = false;
  waitLong();
  assert.equal(state.reloads, 0);
  isReady.value = true;
  waitLong();
  assert.equal(state.reloads, 1);
});

test('never before somebody’s eyes', () => {
  const { state, isReady, isTabVisible, waitLong } = page();
  isReady.value = true;
  waitLong();
  isTabVisible.value = false;
  isTabVisible.value = true;
  waitLong();
  assert.equal(state.reloads, 0);
});

test('what somebody has begun to write is waited for', () => {
  const { state, isReady, isTabVisible, waitLong } = page();
  state.isWritten = true;
  isReady.value = true;
  isTabVisible.value = false;
  waitLong();
  assert.equal(state.reloads, 0);
  state.isWritten = false;
  waitLong();
  assert.equal(state.reloads, 1);
});

test('it stops when told to', () => {
  const { state, isReady, isTabVisible, waitLong, stop } = page();
  isReady.value = true;
  isTabVisible.value = false;
  stop();
  waitLong();
  assert.equal(state.reloads, 0);
});
