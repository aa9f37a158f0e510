import type { Texts } from './texts.ts';

/** Dates and sizes in the reader's own way. Building a formatter is slow, so each is built once. */
const formats = new Map<string, Formats>();

interface Formats {
  readonly time: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
  readonly shortDay: Intl.DateTimeFormat;
  readonly dayOfYear: Intl.DateTimeFormat;
  readonly full: Intl.DateTimeFormat;
}

function formatsFor(locale: string): Formats {
  const known = formats.get(locale);
  if (known) return known;
  const made: Formats = {
    time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    day: new Intl.DateTimeFormat(locale, { weekday: 'long', month: 'long', day: 'numeric' }),
    shortDay: new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' }),
    dayOfYear: new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric' }),
    full: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' }),
  };
  formats.set(locale, made);
  return made;
}

export function timeOfDay(atMs: number, texts: Texts): string {
  return formatsFor(texts.locale).time.format(atMs);
}

export function fullMoment(atMs: number, texts: Texts): string {
  return formatsFor(texts.locale).full.format(atMs);
}

/** The name of a day: today, yesterday, or its date; with the year if it is not this one. */
export function dayName(atMs: number, nowMs: number, texts: Texts): string {
  const daysAgo = Math.round((startOfDay(nowMs) - startOfDay(atMs)) / 86_400_000);
  if (daysAgo === 0) return texts.today;
  if (daysAgo === 1) return texts.yesterday;
  const { day, dayOfYear } = formatsFor(texts.locale);
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  return (isThisYear ? day : dayOfYear).format(atMs);
}

/** Where there is little space: a time of today, else yesterday, else a day. */
export function shortMoment(atMs: number, nowMs: number, texts: Texts): string {
  if (atMs >= startOfDay(nowMs)) return timeOfDay(atMs, texts);
  const name = dayName(atMs, nowMs, texts);
  return name === texts.yesterday ? name : formatsFor(texts.locale).shortDay.format(atMs);
}

/** Midnight before a moment, where the reader is. Days of 23 and 25 hours are days too. */
export function startOfDay(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0);
}
