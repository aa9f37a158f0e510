/** Days as a date field writes them, where the reader is: `2026-11-23`. */

export function dateOf(atMs: number): string {
  const day = new Date(atMs);
  const twoDigits = (part: number) => String(part).padStart(2, '0');
  const year = String(day.getFullYear()).padStart(4, '0');
  return `${year}-${twoDigits(day.getMonth() + 1)}-${twoDigits(day.getDate())}`;
}

/** Midnight at the beginning of a day, or null for what is no date. */
export function startOfDate(date: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  // Two digits would be a year of the last century.
  return new Date(2000, 0).setFullYear(Number(year), Number(month) - 1, Number(day));
}
