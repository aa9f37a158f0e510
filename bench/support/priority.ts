import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

const HIGH = -15;
const USUAL = 0;
/** Where the kernel shares time between sessions first, priority within ours is not enough. */
const SESSION_PRIORITY = '/proc/self/autogroup';

process.on('exit', () => setAll(USUAL));

/**
 * Lets the bench and the servers it starts go before whatever else runs on this machine, as far as that
 * is allowed. What others took all the same is told beside the figures.
 */
export function goFirst(): void {
  if (!setAll(HIGH)) console.log('not allowed to go before other programs, so there should be none');
}

/** Takes that back, for what is started from now on. */
export function goAsOthers(): void {
  setAll(USUAL);
}

function setAll(priority: number): boolean {
  try {
    setPriority(priority);
    writeFileSync(SESSION_PRIORITY, String(priority));
    return true;
  } catch {
    return false;
  }
}
