import { readFileSync } from 'node:fs';

const FIGURE = /(\d[\d,]*(?:\.\d+)?)( [kM]\b)?/;
const TIMES: Readonly<Record<string, number>> = { ' k': 1e3, ' M': 1e6 };

/** A page of docs/. */
export function page(name: string): string {
  return readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
}

/** The cells of the one row of all tables of a page that begins so. */
export function rowOf(text: string, beginning: string): readonly string[] {
  const rows = text.split('\n').filter((line) => line.startsWith(`| ${beginning}`));
  if (rows.length !== 1) throw new Error(`${rows.length} rows begin with '${beginning}'`);
  return (rows[0] as string)
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The first figure in a cell: `763 k` is 763,000. */
export function figureIn(cell: string | undefined): number {
  const [, digits, thousands = ''] = FIGURE.exec(cell ?? '') ?? [];
  if (!digits) throw new Error(`there is no figure in '${cell}'`);
  return Number(digits.replaceAll(',', '')) * (TIMES[thousands] ?? 1);
}
