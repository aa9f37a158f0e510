import type { RoomId } from '@teahouse/protocol/ids';
import { LOBBY } from '@teahouse/protocol/ids';
import { PlainSession } from '../sessions/plain-session.ts';
import type { House } from './house.ts';
import { ManualWire } from './manual-wire.ts';
import { BINARY } from './sent-frames.ts';

interface Options {
  readonly room?: RoomId;
  readonly name?: string;
  readonly history?: number;
}

/** Someone at a plain connection. */
export class PlainClient {
  readonly wire = new ManualWire();
  readonly session: PlainSession;
  readonly #house: House;

  constructor(house: House, { room = LOBBY, history = 0, ...name }: Options = {}) {
    this.#house = house;
    this.session = new PlainSession(house.services, this.wire, { room, history, ...name });
  }

  /** A connection that is shown the room by now. */
  static async enter(house: House, options?: Options): Promise<PlainClient> {
    const client = new PlainClient(house, options);
    await house.settle();
    return client;
  }

  async say(said: string | Buffer): Promise<void> {
    if (typeof said === 'string') this.session.onText(said);
    else this.session.onBinary(said);
    await this.#house.settle();
  }

  /** What came since it was last asked; binary frames in hexadecimal. */
  read(): string[] {
    const frames = this.wire.sink.take();
    return frames.map(({ opcode, payload }) => payload.toString(opcode === BINARY ? 'hex' : 'utf8'));
  }
}
