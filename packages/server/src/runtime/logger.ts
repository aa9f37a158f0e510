import { pino } from 'pino';

export type Logger = ReturnType<typeof createLogger>;

/** One line of JSON for each thing worth knowing. Texts and tokens are never logged (S22). */
export function createLogger(level: string) {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
