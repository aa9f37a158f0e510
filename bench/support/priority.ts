import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

const HIGH = -15;
const USUAL = 0;
const LOW = 10;
/** Where the kernel shares time between sessions first, priority within ours is not enough. */
const SESSION_PRIORITY = '/proc/self/autogroup';

/**
 * Lets the bench and the servers it starts go before whatever else runs on this machine, as far as that
 * is allowed. What others took all the same is told beside the figures.
 */
export function goFirst(): void {
  try {
    setPriority(HIGH);
    writeFileSync(SESSION_PRIORITY, String(HIGH));
    process.on('exit', () => writeFileSync(SESSION_PRIORITY, String(USUAL)));
  } catch {
    console.log('not allowed to go before other programs, so there should be none');
  }
}

/** While it lasts, a browser goes before this process and a server: they are the weather that a page is watched in. */
export function browserFirst({ pid }: { readonly pid: number }): Disposable {
  const before = getPriority();
  const setBoth = (priority: number) => {
    setPriority(priority);
    setPriority(pid, priority);
  };
  setBoth(LOW);
  return { [Symbol.dispose]: () => setBoth(before) };
}
