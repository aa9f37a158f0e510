import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeClientFrame } from './decode.ts';
import { FRAME_BYTES_MAX } from './limits.ts';
import { normalName, refuseText } from './text.ts';

/** What makes a pattern that backtracks slow: long runs, and runs that nearly match. */
const UNITS: readonly string[] = [
  ' ',
  '\u200b',
  'a',
  'a ',
  '\u0301',
  'z\u0323',
  '❤\ufe0f\u200d',
  '👩\u200d',
  '1\ufe0f',
  '\u0430a',
  '\n',
  '[',
  '(',
  '*',
  'www.',
  'a@',
  '\u2800x',
];
const SCANS = { refuseText, normalName, decode: (text: string) => decodeClientFrame(sending(text)) };
/** Linear work grows fourfold with the input; quadratic work would grow sixteenfold. */
const GROWTH_MAX = 10;
const SHORT = 2_000;

for (const [name, scan] of Object.entries(SCANS)) {
  test(`[S12] [S13] ${name} takes time in proportion to its input`, () => {
    for (const unit of UNITS) {
      const short = fastestMs(scan, filled(unit, SHORT));
      const long = fastestMs(scan, filled(unit, SHORT * 4));
      assert.ok(long <= Math.max(short, 0.01) * GROWTH_MAX, `${JSON.stringify(unit)}: ${short} → ${long} ms`);
    }
  });
}

test('[S12] [S13] the worst frame there can be takes no more than a plain one of its size', () => {
  const plain = fastestMs(decodeClientFrame, sending(filled('x', FRAME_BYTES_MAX)));
  for (const unit of UNITS) {
    const text = sending(filled(unit, FRAME_BYTES_MAX / 4));
    const worst = fastestMs(decodeClientFrame, text);
    assert.ok(worst <= Math.max(plain, 0.1) * GROWTH_MAX * 2, `${JSON.stringify(unit)}: ${worst} ms`);
  }
});

function sending(text: string): string {
  return JSON.stringify({ type: 'send', id: 'c', room: 'lobby', text });
}

function filled(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

/** The fastest of many, so that whatever else the machine does is left out. */
function fastestMs(scan: (text: string) => unknown, text: string): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 30; run++) {
    const started = performance.now();
    scan(text);
    fastest = Math.min(fastest, performance.now() - started);
  }
  return fastest;
}
