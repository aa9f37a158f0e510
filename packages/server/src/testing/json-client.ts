import assert from 'node:assert/strict';
import type { StreamEvent } from '@teahouse/protocol/events';
import type { StreamId } from '@teahouse/protocol/ids';
import { type Incoming, isEvent, type ServerFrameType } from '@teahouse/protocol/server-frames';
import { Session } from '../sessions/session.ts';
import type { Guest, House } from './house.ts';
import { ManualWire } from './manual-wire.ts';

type OfType<Type extends ServerFrameType> = Extract<Incoming, { readonly type: Type }>;

/** Someone at a JSON connection, who does what a test says and remembers what came. */
export class JsonClient {
  readonly wire = new ManualWire();
  readonly session: Session;
  readonly received: Incoming[] = [];
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
    this.session = new Session(house.services, this.wire);
  }

  /** A connection that has been welcomed. */
  static async enter(house: House, guest: Guest, resume?: object): Promise<JsonClient> {
    const client = new JsonClient(house);
    await client.say({ type: 'hello', token: guest.token, ...(resume && { resume }) });
    assert.ok(client.last('welcome'));
    return client;
  }

  /** Sends without waiting for anything. */
  send(frame: object | string): void {
    this.session.onText(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Sends, and waits for all that follows. */
  async say(frame: object | string): Promise<void> {
    this.send(frame);
    await this.#house.settle();
    this.read();
  }

  /** Takes in what was written to the socket. What came now is the answer. */
  read(): Incoming[] {
    const frames = this.wire.sink.takeJson();
    this.received.push(...frames);
    return frames;
  }

  last<Type extends ServerFrameType>(type: Type): OfType<Type> | undefined {
    return this.all(type).at(-1);
  }

  all<Type extends ServerFrameType>(type: Type): OfType<Type>[] {
    this.read();
    return this.received.filter((frame): frame is OfType<Type> => frame.type === type);
  }

  /** The events of a stream that came, in order. */
  events(stream: StreamId): StreamEvent[] {
    this.read();
    const events = this.received.filter(isEvent);
    return events.filter((event) => ('user' in event ? event.user : event.room) === stream);
  }

  seqs(stream: StreamId): number[] {
    return this.events(stream).map(({ seq }) => seq);
  }

  /** The connection is gone, as the transport tells it. */
  close(): void {
    this.session.onClosed();
  }
}
