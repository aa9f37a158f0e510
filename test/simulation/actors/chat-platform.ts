import type { Platform, SocketListener } from '@teahouse/client/platform';
import type { Link } from '../network/link.ts';
import type { ProcessTime } from '../world/virtual-time.ts';
import type { Actor, Surroundings } from './actor.ts';
import type { ChatStores } from './chat-stores.ts';

/** How long a browser takes to write something down. */
const STORE_MS_MAX = 5;

/** A browser tab, or what else a chat runs in. */
export class ChatPlatform implements Platform {
  readonly clock: Platform['clock'];
  readonly random: Platform['random'];
  readonly identity: Platform['identity'];
  readonly outbox: Platform['outbox'];
  readonly copies: Platform['copies'];
  readonly signals: Platform['signals'];
  readonly #surroundings: Surroundings;
  readonly #actor: Pick<Actor, 'name' | 'weather'>;
  readonly #online = new Set<() => void>();
  readonly #visible = new Set<() => void>();
  readonly #hidden = new Set<() => void>();
  link: Link | null = null;

  constructor(
    surroundings: Surroundings,
    process: ProcessTime,
    stores: ChatStores,
    actor: Pick<Actor, 'name' | 'weather'>,
  ) {
    const { chance } = surroundings;
    const wait = () => process.wait(chance.fraction() * STORE_MS_MAX);
    this.#surroundings = surroundings;
    this.#actor = actor;
    this.clock = { nowMs: () => process.nowMs(), setTimer: (afterMs, run) => process.after(afterMs, run) };
    this.random = chance.bytes;
    this.identity = stores.identityStore(wait);
    this.outbox = stores.outboxStore(wait);
    this.copies = stores.copyStore(wait);
    this.signals = {
      onOnline: (listener) => listening(this.#online, listener),
      onVisible: (listener) => listening(this.#visible, listener),
      onHidden: (listener) => listening(this.#hidden, listener),
    };
  }

  connect(_url: string, listener: SocketListener): Link {
    this.link = this.#surroundings.connect({ mode: 'json' }, listener, this.#actor);
    return this.link;
  }

  comeOnline(): void {
    for (const listener of [...this.#online]) listener();
  }

  hide(): void {
    for (const listener of [...this.#hidden]) listener();
  }

  becomeVisible(): void {
    for (const listener of [...this.#visible]) listener();
  }
}

function listening(listeners: Set<() => void>, listener: () => void): Disposable {
  listeners.add(listener);
  return { [Symbol.dispose]: () => listeners.delete(listener) };
}
