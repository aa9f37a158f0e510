import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayName, startOfDay, timeOfDay } from './moment.ts';
import { fileSize } from './size.ts';
import { TEXTS } from './texts.ts';

const NOON = new Date(2026, 10, 23, 12, 0).getTime();
const DAY_MS = 86_400_000;

test('days are named as one speaks of them', () => {
  assert.equal(dayName(NOON, NOON, TEXTS.en), 'Today');
  assert.equal(dayName(startOfDay(NOON) - 1, NOON, TEXTS.en), 'Yesterday');
  assert.equal(dayName(NOON - DAY_MS, NOON, TEXTS.zh), '昨天');
  assert.equal(dayName(NOON - 2 * DAY_MS, NOON, TEXTS.en), 'Saturday, November 21');
  assert.equal(dayName(NOON - 2 * DAY_MS, NOON, TEXTS.zh), '11月21日星期六');
  assert.equal(dayName(new Date(2025, 0, 2).getTime(), NOON, TEXTS.zh), '2025年1月2日');
});

test('midnight is told with two digits and not as 24', () => {
  assert.equal(timeOfDay(startOfDay(NOON) + 5 * 60_000, TEXTS.en), '00:05');
});

test('sizes have a unit that fits', () => {
  assert.equal(fileSize(0, 'en'), '0 byte');
  assert.equal(fileSize(999, 'en'), '999 byte');
  assert.equal(fileSize(65_536, 'en'), '65.5 kB');
  assert.equal(fileSize(3_000_000_000_000, 'en'), '3,000 GB');
});
