import type { Finding } from './finding.ts';

const COLUMNS: readonly (readonly [title: string, of: (finding: Finding) => string])[] = [
  ['sent', ({ sent }) => number(sent)],
  ['acknowledged', ({ acknowledged }) => number(acknowledged)],
  ['refused for now', ({ refused }) => number(refused)],
  ['sent away', ({ sentAway }) => number(sentAway)],
  ['shown', ({ shown }) => number(shown)],
  ['lost', ({ verdict }) => number(verdict.lost)],
  ['doubled', ({ verdict }) => number(verdict.doubled)],
  ['reordered', ({ verdict }) => number(verdict.reordered)],
  ['seen but lost', ({ verdict }) => number(verdict.seenButLost)],
  ['missed', ({ verdict }) => number(verdict.missed)],
  ['lasted', ({ lastedMs }) => seconds(lastedMs)],
  ['still', ({ stillMs }) => seconds(stillMs)],
  ['late', ({ lateMs }) => seconds(lateMs)],
  ['caught up', ({ caughtUpMs }) => seconds(caughtUpMs)],
];

/** The rows of a table in Markdown: what they are called, and one fault. */
export function heading(): string {
  const titles = COLUMNS.map(([title]) => title);
  return `${row(['fault', ...titles])}\n${row(['---', ...titles.map(() => '--:')])}`;
}

export function line(name: string, finding: Finding): string {
  return row([name, ...COLUMNS.map(([, of]) => of(finding))]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function number(count: number): string {
  return count.toLocaleString('en');
}

function seconds(durationMs: number): string {
  return Number.isFinite(durationMs) ? `${(durationMs / 1_000).toFixed(1)} s` : 'never';
}
