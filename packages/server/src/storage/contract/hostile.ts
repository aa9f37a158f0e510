/** Numbers that a malicious client might claim as a seq (R27), and that are no seq of a stream of two. */
export const HOSTILE_SEQS: readonly number[] = [
  -1,
  -(2 ** 32),
  3,
  1.5,
  2 ** 31,
  2 ** 32,
  2 ** 32 + 1,
  2 ** 33 + 1,
  2 ** 53,
  2 ** 60,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

/** Texts that have broken the history of one server or another (R25). They are refused or kept exactly. */
export const POISON_TEXTS: readonly string[] = [
  '\u0000',
  'before\u0000after',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202e reversed \u2066',
  '"},{"text":"forged"',
  '\\u0000',
  ']]]]}}}}',
  '\u2028\u2029',
  "'); DROP TABLE events; --",
  '__proto__',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  'a\u0300\u0301\u0302\u0303\u0304',
  '茶'.repeat(4_000),
  '['.repeat(16_000),
  '\r\n\t\b\f',
];
