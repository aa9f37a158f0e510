/** Marks and joiners take no column of their own. */
const NO_COLUMN = /^[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
/** East Asian wide and full-width letters, and emoji, take two columns. */
const TWO_COLUMNS =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}])/u;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Rows that a text takes up on a terminal, with the one that a full last row opens after it. */
export function rowsOf(text: string, columns: number): number {
  let rows = 1;
  let column = 0;
  for (const { segment } of graphemes.segment(text)) {
    const width = columnsOf(segment);
    // What does not fit at the end of a row begins the next one.
    if (column + width > columns) {
      rows++;
      column = 0;
    }
    column += width;
  }
  return column === columns ? rows + 1 : rows;
}

function columnsOf(grapheme: string): number {
  if (NO_COLUMN.test(grapheme)) return 0;
  return TWO_COLUMNS.test(grapheme) ? 2 : 1;
}
