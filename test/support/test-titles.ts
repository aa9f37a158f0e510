import { isTest } from './imports.ts';
import type { SourceFile } from './source-files.ts';

/** Every `[LOG-1]`, `[R7]` and the like that a test bears in its name. */
export function numbersBorne(files: readonly SourceFile[]): ReadonlySet<string> {
  const titles = files.filter(({ path }) => isTest(path)).flatMap(({ text }) => titlesIn(text));
  return new Set(
    titles.flatMap((title) => [...title.matchAll(/\[([A-Z]+-?\d+)\]/g)].map(([, name = '']) => name)),
  );
}

/** The first argument of every `test(…)`, whatever quotes are around it. */
function titlesIn(text: string): string[] {
  return [...text.matchAll(/\btest\(\s*(['"`])((?:(?!\1)[^\\]|\\.)*)\1/g)].map(([, , title = '']) => title);
}

/** The cells of every table row that begins with such a number. */
export function numberedRows(page: string): readonly (readonly string[])[] {
  const rows = page.split('\n').filter((line) => /^\| [A-Z]+-?\d+ \|/.test(line));
  return rows.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}
