import { connectSomehow, systemClock, systemRandom } from '../globals.ts';
import { memoryCopies } from '../memory-store.ts';
import type { Platform } from '../platform.ts';
import { NodeStores } from './stores.ts';

export interface NodePlatformOptions {
  /** Where identity and outbox are kept. Without it they end with the program. */
  readonly file?: string;
}

/** A program on Node. Dispose of it after the chat: it holds the file open. */
export function nodePlatform({ file = ':memory:' }: NodePlatformOptions = {}): Platform & Disposable {
  const stores = new NodeStores(file);
  return {
    clock: systemClock,
    random: systemRandom,
    identity: stores.identity,
    outbox: stores.outbox,
    copies: memoryCopies(),
    signals: { onOnline: () => nothing, onVisible: () => nothing, onHidden: () => nothing },
    connect: connectSomehow(),
    [Symbol.dispose]: () => stores[Symbol.dispose](),
  };
}

/** Node does not tell when a network comes back; the next try finds out. */
const nothing: Disposable = { [Symbol.dispose]: () => {} };
