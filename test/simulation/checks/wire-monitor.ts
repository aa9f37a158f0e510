import type { ClientFrame } from '@teahouse/protocol/client-frames';
import type { UserEvent } from '@teahouse/protocol/events';
import type { RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { ServerFrame, ServerFrameType } from '@teahouse/protocol/server-frames';
import type { LinkWatcher } from '../network/link.ts';
import type { WrittenFrame } from '../network/server-frames-in.ts';
import type { StoredRecord } from '../world/records.ts';
import { checkAnswer, checkEvents, checkFiles, checkPage } from './answers.ts';
import type { Evidence } from './evidence.ts';
import { ShownStreams } from './shown-streams.ts';
import { checkWelcome } from './welcome.ts';

type Question = Exclude<ClientFrame, ClientFrame<'hello' | 'typing'>>;

/**
 * Reads along at the server's end of one connection. It knows what is on disk at this moment, so that whatever
 * is told too early, twice, not at all or to the wrong one is found where it happens.
 */
export class WireMonitor implements LinkWatcher {
  readonly #evidence: Evidence;
  readonly #name: string;
  readonly #asked = new Map<string, Question>();
  readonly #streams: ShownStreams;
  #resume: Readonly<Record<string, Position>> = {};
  #user: UserId | null = null;
  #welcomeHead = 0;

  constructor(evidence: Evidence, name: string) {
    const { records, findings, eraOf } = evidence;
    this.#evidence = evidence;
    this.#name = name;
    this.#streams = new ShownStreams({ records, findings, eraOf, name });
  }

  received(text: string): void {
    this.#evidence.findings.note(() => `${this.#name} → ${text.slice(0, 160)}`);
    const frame = JSON.parse(text) as ClientFrame;
    if (frame.type === 'hello') this.#resume = frame.resume ?? {};
    else if (frame.type !== 'typing') this.#asked.set(frame.id, frame);
  }

  overflowed(sizeBytes: number): void {
    this.#evidence.findings.report('FAN-1', `${sizeBytes} bytes wait for ${this.#name}`);
  }

  wrote({ kind, text }: WrittenFrame): void {
    if (kind === 'ping') return;
    this.#evidence.findings.note(() => `${this.#name} ← ${text.slice(0, 240)}`);
    const record = this.#evidence.records.byText(text);
    if (record && !record.isLost) return this.#event(record);
    const frame = JSON.parse(text) as ServerFrame;
    if (Object.hasOwn(HANDLERS, frame.type)) this.#frame(frame);
    else this.#evidence.findings.report('LOG-4', `${this.#name} was shown what is not on disk: ${text}`);
  }

  /** Every stream of this connection is where it should be when everything has come to rest. */
  demandLevel(): void {
    this.#streams.demandLevel();
  }

  #event(record: StoredRecord): void {
    const { stream, seq, event } = record;
    this.#streams.event(record);
    if ('user' in event) {
      if (stream !== this.#user) this.#evidence.findings.report('S14', `${this.#name} was shown ${stream}`);
      if (event.type === 'mentioned') this.#demandMeant(event);
      // The welcome has told already what came of those up to its head.
      if (seq > this.#welcomeHead) this.#follow(event);
      return;
    }
    this.#demandMember(event.room, seq);
    if (event.type === 'left' && event.by === this.#user) this.#left(event.room);
  }

  #follow(event: UserEvent): void {
    if (event.type === 'room_joined') this.#streams.begin(event.room, event.joined - 1);
    if (event.type === 'room_left') this.#streams.leave(event.room);
  }

  /** Whoever is told that they are mentioned is, by somebody else, in a message that is on disk. */
  #demandMeant({ room, message, user, by, id }: UserEvent<'mentioned'>): void {
    const said = this.#evidence.records.at(room, message)?.event;
    const isMeant = said?.type === 'message' && said.mentions?.includes(user) === true;
    this.#evidence.findings.demand(
      isMeant && said.by === by && said.id === id && by !== user,
      'LOG-4',
      () => `${this.#name} was told of a mention in ${room} ${message}, which is none`,
    );
  }

  /** Somebody who came back is shown, when they are continued, that they had left. */
  #left(room: RoomId): void {
    if (this.#user && !this.#evidence.records.standing(room, this.#user).isMember) this.#streams.leave(room);
  }

  /** After the event that ended a membership nothing is shown to whose it was (LOG-5). */
  #demandMember(room: RoomId, seq: number): void {
    if (this.#user === null) return;
    const { isMember, left } = this.#evidence.records.standing(room, this.#user);
    this.#evidence.findings.demand(
      isMember || seq <= left,
      'LOG-5',
      () => `${this.#name} was shown ${room} ${seq}, but left at ${left}`,
    );
  }

  #frame<Type extends ServerFrameType>(frame: ServerFrame<Type>): void {
    const handle: Handler<Type> = HANDLERS[frame.type];
    handle(this, frame);
  }

  welcomed(frame: ServerFrame<'welcome'>): void {
    this.#user = frame.user.id;
    this.#welcomeHead = frame.me.head;
    checkWelcome(this.#evidence, frame, this.#name);
    const start = (stream: StreamId, head: number) => {
      const position = this.#resume[stream];
      if (position) this.#streams.ask(stream, position);
      else this.#streams.begin(stream, head);
    };
    start(frame.user.id, frame.me.head);
    for (const { room, head } of frame.rooms) start(room, head);
  }

  answered(frame: ServerFrame<'ok'>): void {
    const question = this.#asked.get(frame.id);
    if (!question || this.#user === null) {
      return this.#evidence.findings.report(
        'NET-3',
        `${this.#name} got an answer to no question: ${frame.id}`,
      );
    }
    if (question.type !== 'subscribe') return checkAnswer(this.#evidence, this.#user, question, frame);
    if (question.position) this.#streams.ask(question.room, question.position);
    else this.#streams.begin(question.room, frame.seq ?? 0);
  }

  paged(frame: ServerFrame<'events' | 'page'>): void {
    const question = this.#asked.get(frame.id);
    const last = frame.type === 'page' ? frame.messages.at(-1) : frame.events.at(-1);
    if (last && frame.room !== this.#user) this.#demandMember(frame.room as RoomId, last.seq);
    if (frame.type === 'page') checkPage(this.#evidence, frame);
    else if (question?.type === 'events') checkEvents(this.#evidence, frame, question.after);
  }

  filed(frame: ServerFrame<'files'>): void {
    const newest = frame.files[0];
    if (newest) this.#demandMember(frame.room, newest.seq);
    checkFiles(this.#evidence, frame);
  }

  behind({ room, after }: ServerFrame<'behind'>): void {
    this.#streams.behind(room, after);
  }

  wasReset({ room, head, id }: ServerFrame<'reset'>): void {
    const { records, findings } = this.#evidence;
    findings.demand(
      (records.at(room, head)?.id ?? '') === id,
      'SYNC-2',
      () => `reset to no place in ${room}`,
    );
    this.#streams.reset(room, head);
    if (room !== this.#user) return;
    // What happened between the welcome and the reset counts, though it is not shown.
    for (const { event } of records.stream(room).slice(this.#welcomeHead, head)) {
      if ('user' in event) this.#follow(event);
    }
  }

  beat({ heads }: ServerFrame<'heartbeat'>): void {
    for (const [stream, head] of Object.entries(heads)) {
      this.#demandNotLeft(stream as StreamId, 'heartbeat');
      const stored = this.#evidence.records.stream(stream as StreamId).length;
      this.#evidence.findings.demand(head <= stored, 'LOG-4', () => `${stream} has no event ${head}`);
    }
  }

  passing(frame: ServerFrame<'typing' | 'presence'>): void {
    const isAnswer = 'id' in frame && frame.id !== undefined;
    if (!isAnswer) this.#demandNotLeft(frame.room, frame.type);
  }

  /** Rule 18: after `left` nothing of the room follows. */
  #demandNotLeft(stream: StreamId, what: string): void {
    this.#evidence.findings.demand(
      !this.#streams.isLeft(stream),
      'LOG-5',
      () => `${this.#name} was told ${what} of ${stream}, which was left`,
    );
  }
}

type Handler<Type extends ServerFrameType> = (monitor: WireMonitor, frame: ServerFrame<Type>) => void;

const HANDLERS: { readonly [Type in ServerFrameType]: Handler<Type> } = {
  welcome: (monitor, frame) => monitor.welcomed(frame),
  ok: (monitor, frame) => monitor.answered(frame),
  error: () => {},
  page: (monitor, frame) => monitor.paged(frame),
  events: (monitor, frame) => monitor.paged(frame),
  rooms: () => {},
  members: () => {},
  files: (monitor, frame) => monitor.filed(frame),
  behind: (monitor, frame) => monitor.behind(frame),
  reset: (monitor, frame) => monitor.wasReset(frame),
  heartbeat: (monitor, frame) => monitor.beat(frame),
  typing: (monitor, frame) => monitor.passing(frame),
  presence: (monitor, frame) => monitor.passing(frame),
  bye: () => {},
};
