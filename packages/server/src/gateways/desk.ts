import type { StreamId } from '@teahouse/protocol/ids';
import type { CommittedEvent } from '../bus/bus.ts';
import { Unconfirmed } from '../bus/unconfirmed.ts';
import { answerTo } from '../storage/asked-archive.ts';
import { movable } from '../storage/movable-answer.ts';
import { exact } from '../storage/packing.ts';
import { fromPortable } from '../storage/portable-error.ts';
import { toColumns } from './event-columns.ts';
import { Held } from './held.ts';
import type { House } from './house.ts';
import { Line, type Port } from './line.ts';
import type { GatewayOffer, HouseOffer } from './offers.ts';
import type { InStep } from './steps.ts';
import type { Place, Switchboard } from './switchboard.ts';

interface Deps {
  readonly house: House;
  readonly switchboard: Switchboard;
  readonly port: Port;
  readonly inStep: InStep;
  readonly onTrouble: (error: unknown) => void;
}

/** The house's side of one gateway thread: what that gateway asks for is done here. */
export class Desk implements Disposable {
  readonly line: Line<HouseOffer, GatewayOffer>;
  readonly #switchboard: Switchboard;
  readonly #held: Held;
  readonly #inStep: InStep;
  readonly #places = new Map<StreamId, Place>();
  readonly #unconfirmed = new Unconfirmed(() => this.#confirm());
  /** Streams with events that were not handed over, since the thread is behind, and how far they have come. */
  readonly #unsaid = new Map<StreamId, number>();
  #events: CommittedEvent[] = [];

  constructor({ house, switchboard, inStep, ...line }: Deps) {
    this.#switchboard = switchboard;
    this.#held = new Held(house);
    this.#inStep = inStep;
    const soon = (send: () => void) => inStep.soon(() => this.#handOver(send));
    this.line = new Line({ ...line, soon, ours: this.#offer(house, line.onTrouble) });
  }

  /** Asks with it, last of all, what is answered when the gateway has written what it is handed now. */
  #handOver(send: () => void): void {
    this.line.askFor('settle', [], () => this.#inStep.taken());
    send();
  }

  /** The thread is gone, and all that came through it with it. */
  [Symbol.dispose](): void {
    this.line.cut(new Error('the gateway is gone'));
    for (const place of this.#places.values()) place[Symbol.dispose]();
    this.#held[Symbol.dispose]();
    this.#inStep[Symbol.dispose]();
  }

  #offer(house: House, onTrouble: Deps['onTrouble']): HouseOffer {
    const held = this.#held;
    return {
      submit: (command) => house.engine.submit(command),
      read: async (question) => movable(await answerTo(house.archive, question)).answer,
      admit: (address) => held.admit(address),
      goes: (address) => held.goes(address),
      listen: (stream) => this.#listen(stream),
      unlisten: (stream) => this.#unlisten(stream),
      pass: (stream, word) => this.#places.get(stream)?.pass(word),
      enter: (room, person) => held.enter(room, person),
      exit: (room, user) => held.exit(room, user),
      rename: (room, person) => house.presence.rename(room, person),
      look: (room) => new Promise((resolve) => house.presence.ask(room, resolve)),
      watch: (room) => held.watch(room, (bytes) => this.line.tell('report', room, exact(bytes))),
      unwatch: (room) => held.unwatch(room),
      busStatus: async () => house.busStatus(),
      metrics: () => house.metrics(),
      trouble: (error) => onTrouble(fromPortable(error)),
    };
  }

  #listen(stream: StreamId): void {
    this.#unlisten(stream);
    const place = this.#switchboard.listen(stream, {
      onEvent: (event) => this.#show(event),
      onHead: (seq) => this.line.tell('head', stream, seq),
      onPassing: (word) => this.line.tell('passing', stream, exact(word)),
    });
    this.#places.set(stream, place);
  }

  #unlisten(stream: StreamId): void {
    this.#places.get(stream)?.[Symbol.dispose]();
    this.#places.delete(stream);
  }

  /** Events of one turn cross together. What the thread is too far behind to take it reads from the store. */
  #show(event: CommittedEvent): void {
    const sizeBytes = event.bytes.length + (event.blob?.length ?? 0);
    if (!this.#unconfirmed.admits(sizeBytes)) {
      this.#unsaid.set(event.stream, event.seq);
      return;
    }
    this.#unconfirmed.add(sizeBytes);
    if (this.#events.length === 0) this.line.tellLate('events', () => [toColumns(this.#takeEvents())]);
    this.#events.push(event);
  }

  #takeEvents(): CommittedEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  async #confirm(): Promise<void> {
    await this.line.ask('settle');
    for (const [stream, seq] of this.#unsaid) this.line.tell('head', stream, seq);
    this.#unsaid.clear();
  }
}
