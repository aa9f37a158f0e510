import type { IncomingMessage } from 'node:http';
import type { Admission } from './admission.ts';
import { mayConnect, type OriginPolicy } from './origin.ts';

interface Deps {
  readonly origins: OriginPolicy;
  readonly admission: Admission;
  /** Whether this node takes part: whoever comes while it does not is sent elsewhere. */
  readonly isReady: () => boolean;
}

/** Why somebody is not let in. */
export type DoorRefusal = '403 Forbidden' | '429 Too Many Requests' | '503 Service Unavailable';

/** Who may come in, whatever the wire: the page's origin, whether this node takes part, how many are in from there. */
export class Door {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Whether the page that asks, if it is a page, may ask anything at all. */
  mayAsk({ headers: { origin, host } }: IncomingMessage, { isPlain = false } = {}): boolean {
    return mayConnect({ origin, host, isPlain }, this.#deps.origins);
  }

  /** Counts one more connection until it has left, or says why it is not taken. Known at once, if it is this thread that counts. */
  enter(
    request: IncomingMessage,
    mode: { readonly isPlain?: boolean } = {},
  ): DoorRefusal | null | Promise<DoorRefusal | null> {
    if (!this.mayAsk(request, mode)) return '403 Forbidden';
    if (!this.#deps.isReady()) return '503 Service Unavailable';
    const admitted = this.#deps.admission.enter(addressOf(request));
    if (typeof admitted === 'boolean') return refusalOf(admitted);
    return admitted.then(refusalOf, () => '503 Service Unavailable');
  }

  leave(address: string): void {
    this.#deps.admission.leave(address);
  }
}

/** What a connection is counted under. A closed socket no longer knows it. */
export function addressOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? '';
}

function refusalOf(isAdmitted: boolean): DoorRefusal | null {
  return isAdmitted ? null : '429 Too Many Requests';
}
