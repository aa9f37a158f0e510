/** What a browser tells a page of a keyboard and an input method, in its order. */
export type RecordedEvent =
  | {
      readonly type: 'keydown' | 'keyup';
      readonly key: string;
      readonly keyCode: number;
      readonly isComposing?: boolean;
    }
  | { readonly type: 'compositionstart' | 'compositionupdate' | 'compositionend'; readonly data: string }
  | {
      /** The field holds `value` from here on. */
      readonly type: 'input';
      readonly value: string;
      readonly isComposing?: boolean;
    };

/** A word that is composed, and a key that the input method takes for itself while it is. */
export interface Trace {
  readonly begin: readonly RecordedEvent[];
  readonly takes: (key: string) => readonly RecordedEvent[];
  readonly end: readonly RecordedEvent[];
}

/** Keys that mean something to a field when no input method is at work. */
export const MEANINGFUL_KEYS = ['Enter', 'Escape', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'Tab'];

/** What an input method has taken is reported under this code. */
const TAKEN = 229;

/** The first letter is reported before the composition begins. */
function composing(firstKey: string, steps: readonly string[]): readonly RecordedEvent[] {
  return [
    { type: 'keydown', key: firstKey, keyCode: TAKEN },
    { type: 'compositionstart', data: '' },
    ...steps.flatMap((value): RecordedEvent[] => [
      { type: 'compositionupdate', data: value },
      { type: 'input', value, isComposing: true },
      { type: 'keyup', key: firstKey, keyCode: 78, isComposing: true },
    ]),
  ];
}

/** Chrome and Firefox report the key while the composition lasts. */
function takenDuring(keyOf: (key: string) => string): Trace['takes'] {
  return (key) => [
    { type: 'keydown', key: keyOf(key), keyCode: TAKEN, isComposing: true },
    { type: 'keyup', key: keyOf(key), keyCode: TAKEN, isComposing: true },
  ];
}

const ended = (value: string): readonly RecordedEvent[] => [
  { type: 'compositionupdate', data: value },
  { type: 'input', value, isComposing: true },
  { type: 'compositionend', data: value },
];

const asItIs = (key: string) => key;

/** As they were recorded with the input methods that people write Chinese, Japanese and Korean with. */
export const TRACES: Readonly<Record<string, Trace>> = {
  'Chrome on Windows, Pinyin': {
    begin: composing('Process', ['n', 'ni', 'ni hao']),
    takes: takenDuring(() => 'Process'),
    end: ended('你好'),
  },
  'Chrome on macOS, Pinyin': {
    begin: composing('n', ['n', 'ni', 'ni hao']),
    takes: takenDuring(asItIs),
    end: ended('你好'),
  },
  'Firefox, Pinyin': {
    begin: composing('Process', ['n', 'ni', 'ni hao']),
    takes: takenDuring(asItIs),
    end: [
      { type: 'compositionend', data: '你好' },
      { type: 'input', value: '你好' },
    ],
  },
  'Safari, Pinyin: the composition ends before the key is told': {
    begin: composing('n', ['n', 'ni', 'ni hao']),
    takes: (key) => [
      { type: 'input', value: '你好', isComposing: true },
      { type: 'compositionend', data: '你好' },
      { type: 'keydown', key, keyCode: TAKEN },
      { type: 'keyup', key, keyCode: TAKEN },
    ],
    end: [],
  },
  'Chrome on Android, GBoard: every key is 229': {
    begin: composing('Unidentified', ['n', 'ni', 'nihao']),
    takes: takenDuring(() => 'Unidentified'),
    end: ended('你好'),
  },
  'Chrome on Windows, Japanese: Enter takes a conversion': {
    begin: composing('Process', ['n', 'に', 'にほん', '日本']),
    takes: takenDuring(() => 'Process'),
    end: ended('日本'),
  },
  'Safari, Japanese': {
    begin: composing('n', ['n', 'に', 'にほん', '日本']),
    takes: (key) => [
      { type: 'compositionend', data: '日本' },
      { type: 'keydown', key, keyCode: TAKEN },
    ],
    end: [{ type: 'input', value: '日本' }],
  },
  'Chrome on macOS, Korean: a syllable is composed until the next begins': {
    begin: composing('ㅎ', ['ㅎ', '하', '한']),
    takes: takenDuring(asItIs),
    end: ended('한'),
  },
  'Firefox on Linux, Korean': {
    begin: composing('Process', ['ㅎ', '하', '한']),
    takes: takenDuring(() => 'Process'),
    end: [
      { type: 'compositionend', data: '한' },
      { type: 'input', value: '한' },
    ],
  },
};
