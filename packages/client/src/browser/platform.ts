import { connectSomehow, systemClock, systemRandom } from '../globals.ts';
import type { Platform, Signals } from '../platform.ts';
import { browserCopies } from './copies.ts';
import { openDatabase } from './database.ts';
import { browserIdentity, browserOutbox } from './stores.ts';

export interface BrowserPlatformOptions {
  /** The name of the IndexedDB database. */
  readonly database?: string;
}

/** A web page: identity, outbox and copies survive closing the tab, and are shared by all tabs. */
export function browserPlatform({ database = 'teahouse' }: BrowserPlatformOptions = {}): Platform {
  const opening = openDatabase(database);
  return {
    clock: systemClock,
    random: systemRandom,
    identity: browserIdentity(opening),
    outbox: browserOutbox(opening),
    copies: browserCopies(opening),
    signals,
    connect: connectSomehow(),
  };
}

const signals: Signals = {
  onOnline: (listener) => on(window, 'online', listener),
  onVisible: (listener) =>
    on(document, 'visibilitychange', () => document.visibilityState === 'visible' && listener()),
  onHidden: (listener) =>
    on(document, 'visibilitychange', () => document.visibilityState === 'hidden' && listener()),
};

function on(target: EventTarget, type: string, listener: () => void): Disposable {
  target.addEventListener(type, listener);
  return { [Symbol.dispose]: () => target.removeEventListener(type, listener) };
}
