import type { ClientFrame } from '@teahouse/protocol/client-frames';
import type { StreamEvent } from '@teahouse/protocol/events';
import { type CommandId, newCommandId, type RoomId, type StreamId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import { type Incoming, isEvent, type ServerFrame } from '@teahouse/protocol/server-frames';
import type { Link } from '../network/link.ts';
import type { ProcessTime } from '../world/virtual-time.ts';
import type { Actor, Surroundings } from './actor.ts';
import type { ModelCopies } from './model-copies.ts';

/** How long it waits before it comes back, and how long it listens to silence. */
const BACK_MS_MAX = 2_000;
const SILENCE_MS_MAX = 55_000;

type Question = ClientFrame<'events' | 'subscribe'>;

interface Owner {
  readonly copies: ModelCopies;
  token(): string | null;
  welcomed(welcome: ServerFrame<'welcome'>): void;
  /** A command was done, or refused for good. */
  answered(id: CommandId, room: RoomId | undefined): void;
}

/** One connection after another, and what the protocol demands of whoever listens there. */
export class ModelConnection {
  readonly #surroundings: Surroundings;
  readonly #actor: Pick<Actor, 'name' | 'weather'>;
  readonly #process: ProcessTime;
  readonly #owner: Owner;
  #link: Link | null = null;
  #resumed: Readonly<Record<string, Position>> = {};
  #isWelcome = false;
  #heardAtMs = 0;
  /** The head of the own stream when the welcome was written. */
  #ownHead = 0;
  /** Streams that are fetched page by page. */
  #behind = new Set<StreamId>();
  #questions = new Map<CommandId, Question>();

  constructor(
    surroundings: Surroundings,
    actor: Pick<Actor, 'name' | 'weather'>,
    process: ProcessTime,
    owner: Owner,
  ) {
    this.#surroundings = surroundings;
    this.#actor = actor;
    this.#process = process;
    this.#owner = owner;
    this.#connect();
  }

  get link(): Link | null {
    return this.#link;
  }

  get isWelcome(): boolean {
    return this.#isWelcome;
  }

  send(frame: ClientFrame): void {
    if (this.#isWelcome) this.#link?.send(JSON.stringify(frame));
  }

  dropAndReturn(): void {
    this.#link?.close();
    this.#comeBack();
  }

  /** Asks for a stream that is live to be shown anew from where this copy stands. */
  askAnew(room: RoomId): void {
    if (!this.#behind.has(room)) this.#subscribe(room);
  }

  #newId(): CommandId {
    return newCommandId(this.#surroundings.chance.bytes);
  }

  #connect(): void {
    this.#isWelcome = false;
    this.#behind = new Set();
    this.#questions = new Map();
    this.#heardAtMs = this.#process.monotonicMs();
    const link = this.#surroundings.connect(
      { mode: 'json' },
      {
        opened: () => this.#isCurrent(link) && this.#greet(link),
        received: (text) => this.#isCurrent(link) && this.#receive(JSON.parse(text) as Incoming),
        closed: () => this.#isCurrent(link) && this.#comeBack(),
      },
      this.#actor,
    );
    this.#link = link;
    this.#listenForSilence(link);
  }

  #isCurrent(link: Link): boolean {
    return this.#link === link && !this.#process.hasEnded;
  }

  #comeBack(): void {
    this.#link = null;
    this.#isWelcome = false;
    this.#process.after(
      this.#surroundings.chance.fraction() * BACK_MS_MAX,
      () => this.#link ?? this.#connect(),
    );
  }

  #listenForSilence(link: Link): void {
    this.#process.after(SILENCE_MS_MAX / 4, () => {
      if (!this.#isCurrent(link)) return;
      if (this.#process.monotonicMs() - this.#heardAtMs > SILENCE_MS_MAX) this.dropAndReturn();
      else this.#listenForSilence(link);
    });
  }

  #greet(link: Link): void {
    const token = this.#owner.token();
    this.#resumed = token === null ? {} : this.#owner.copies.positions();
    const who = token === null ? { name: this.#actor.name } : { token };
    link.send(JSON.stringify({ type: 'hello', ...who, resume: this.#resumed }));
  }

  #receive(frame: Incoming): void {
    this.#heardAtMs = this.#process.monotonicMs();
    if (isEvent(frame)) return this.#take(frame);
    switch (frame.type) {
      case 'welcome':
        this.#isWelcome = true;
        this.#ownHead = frame.me.head;
        this.#owner.copies.welcome(frame, this.#resumed);
        this.#owner.welcomed(frame);
        break;
      case 'ok':
        this.#owner.answered(frame.id, frame.room);
        break;
      case 'error':
        this.#refused(frame);
        break;
      case 'behind':
        this.#behind.add(frame.room);
        this.#askPage(frame.room);
        break;
      case 'events':
        this.#takePage(frame);
        break;
      case 'reset':
        this.#reset(frame);
        break;
      default:
        break;
    }
  }

  #take(event: StreamEvent): void {
    const { copies } = this.#owner;
    const stream = 'user' in event ? event.user : event.room;
    // What comes while pages are asked for is shown again after them.
    if (this.#behind.has(stream)) return;
    copies.apply(stream, event);
    this.#follow(event);
  }

  #follow(event: StreamEvent): void {
    const { copies } = this.#owner;
    // What came of the events up to its head, the welcome has told already.
    if ('user' in event && event.seq <= this.#ownHead) return;
    if (event.type === 'room_joined')
      copies.begin(event.room, event.joined - 1, event.joined === 1 ? '' : null);
    if (event.type === 'room_left') copies.forget(event.room);
  }

  /**
   * What happened between the welcome and a reset is not told. In a room that is harmless, since the copy begins
   * after it; of one's own stream only a new welcome tells what it came to.
   */
  #reset({ room, head, id }: ServerFrame<'reset'>): void {
    const { copies } = this.#owner;
    copies.begin(room, head, id);
    if (room !== copies.user || this.#ownHead === head) return;
    copies.forget(room);
    this.dropAndReturn();
  }

  #askPage(stream: StreamId): void {
    const { chance } = this.#surroundings;
    const after = this.#owner.copies.seq(stream);
    this.#ask({ type: 'events', id: this.#newId(), room: stream, after, limit: chance.between(1, 500) });
  }

  #takePage({ room, events, head }: ServerFrame<'events'>): void {
    const { copies } = this.#owner;
    if (!this.#behind.has(room) || !copies.has(room)) return;
    for (const event of events) {
      copies.apply(room, event);
      this.#follow(event);
    }
    if (copies.seq(room) < head) return this.#askPage(room);
    this.#behind.delete(room);
    this.#subscribe(room);
  }

  #subscribe(room: StreamId): void {
    const position = this.#owner.copies.position(room);
    if (position) this.#ask({ type: 'subscribe', id: this.#newId(), room, position });
  }

  #ask(question: Question): void {
    this.#questions.set(question.id, question);
    this.send(question);
  }

  #refused({ id, retry, retry_after_ms: afterMs = 500 }: ServerFrame<'error'>): void {
    const question = id && this.#questions.get(id);
    const link = this.#link;
    if (question && retry) this.#process.after(afterMs, () => this.#link === link && this.send(question));
    else if (id && !retry) this.#owner.answered(id, undefined);
  }
}
