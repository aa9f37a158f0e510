import { ClientSocket } from './client-socket.ts';
import { Inflation } from './inflation.ts';

/** A client with whom compression was agreed on: it may send compressed messages, and may be sent such. */
export class DeflatingSocket extends ClientSocket {
  /**
   * What `ws` hands compressed fragments to. The server of `ws` sets this field too, from outside, where it does the
   * agreeing; there is no other way in. `compression.test.ts` would tell if that changed.
   */
  readonly _extensions = { 'permessage-deflate': new Inflation(this) };

  override get takesDeflated(): boolean {
    return true;
  }
}
