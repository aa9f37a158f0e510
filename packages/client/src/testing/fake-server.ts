import type { ClientFrame } from '@teahouse/protocol/client-frames';
import { decodeClientFrame } from '@teahouse/protocol/decode';
import type { StreamEvent } from '@teahouse/protocol/events';
import { type CommandId, isUserStream, type StreamId, type UserId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { Incoming, ServerFrame } from '@teahouse/protocol/server-frames';
import { told } from '@teahouse/rules/own-room';
import { answer } from './fake-answers.ts';
import type { Link, Peer } from './fake-network.ts';
import { FakeStore } from './fake-store.ts';

export const HEARTBEAT_MS = 25_000;

/** A server in a few lines, true to docs/protocol.md, with switches for everything that may go wrong. */
export class FakeServer {
  store = new FakeStore();
  readonly sessions = new Set<FakeSession>();
  /** Commands as they arrived, hello among them. */
  readonly heard: ClientFrame[] = [];
  readonly tokens = new Map<string, UserId>();
  /** Events that are pushed after a resume. More, and the client is told that it is behind. */
  pushedMax = 100;
  pageMax = 500;
  /** Answers in place of the server: a frame, or null for silence. */
  intercept: (frame: ClientFrame) => Incoming | null | undefined = () => undefined;
  #people = 0;

  constructor() {
    this.useStore(this.store);
  }

  useStore(store: FakeStore): void {
    this.store = store;
    store.onEvent = (event) => {
      for (const session of this.sessions) session.published(event);
    };
  }

  readonly accept = (link: Link): Peer => {
    const session = new FakeSession(this, link);
    this.sessions.add(session);
    return {
      received: (text) => session.received(text),
      gone: () => this.sessions.delete(session),
    };
  };

  /** Makes somebody known. The token is the id over and over, as long as tokens are. */
  register(name?: string): UserId {
    const user = `u_${String.fromCharCode(98 + this.#people++).repeat(16)}` as UserId;
    this.tokens.set(tokenOf(user), user);
    const id = `c_${user}` as CommandId;
    const named = name === undefined ? {} : { name };
    this.store.commit({ type: 'register', id, author: user, tokenHash: new Uint8Array(), ...named });
    return user;
  }

  heartbeat(): void {
    for (const session of this.sessions) session.heartbeat();
  }

  /** Frames of one type, as they arrived. */
  heardOf<Type extends ClientFrame['type']>(type: Type): ClientFrame<Type>[] {
    return this.heard.filter((frame) => frame.type === type) as ClientFrame<Type>[];
  }
}

export function tokenOf(user: UserId): string {
  return user.repeat(3).slice(0, 43);
}

export class FakeSession {
  readonly server: FakeServer;
  readonly #link: Link;
  readonly #live = new Set<StreamId>();
  #user: UserId | null = null;

  constructor(server: FakeServer, link: Link) {
    this.server = server;
    this.#link = link;
  }

  get user(): UserId {
    if (this.#user === null) throw new Error('no hello yet');
    return this.#user;
  }

  push(frame: Incoming): void {
    this.#link.toClient.push(JSON.stringify(frame));
  }

  received(text: string): void {
    const decoded = decodeClientFrame(text);
    if (!decoded.ok) throw new Error(`a client sent a bad frame: ${decoded.code} ${text}`);
    const { frame } = decoded;
    this.server.heard.push(frame);
    const scripted = this.server.intercept(frame);
    if (scripted) this.push(scripted);
    if (scripted !== undefined) return;
    if (frame.type === 'hello') this.#greet(frame);
    else if (frame.type !== 'typing') answer(this, frame);
  }

  published(event: StreamEvent): void {
    if ('user' in event && event.user !== this.#user) return;
    const stream = 'user' in event ? event.user : event.room;
    if (this.#live.has(stream)) this.push(event);
    if (event.type === 'room_joined') this.#continue(event.room, event.joined - 1);
    if (event.type === 'left' && event.by === this.#user) this.#live.delete(event.room);
  }

  heartbeat(): void {
    const heads = [...this.#live].map((stream) => [stream, this.server.store.events(stream).length]);
    this.push({ type: 'heartbeat', heads: Object.fromEntries(heads) });
  }

  /** Rule 12. */
  show(stream: StreamId, position: Position): void {
    const { store } = this.server;
    if (store.continues(stream, position)) return this.#continue(stream, position.seq);
    const last = store.events(stream).at(-1);
    this.push({ type: 'reset', room: stream, epoch: store.epoch, head: last?.seq ?? 0, id: last?.id ?? '' });
    this.#live.add(stream);
  }

  #continue(stream: StreamId, after: number): void {
    const later = this.server.store.events(stream).slice(after);
    if (later.length > this.server.pushedMax) {
      this.#live.delete(stream);
      this.push({ type: 'behind', room: stream, after, head: after + later.length });
      return;
    }
    for (const event of later) this.push(event);
    this.#live.add(stream);
  }

  #greet({ token, name, resume = {} }: ClientFrame<'hello'>): void {
    const known = token === undefined ? this.server.register(name) : this.server.tokens.get(token);
    if (known === undefined) {
      this.push({ type: 'error', code: 'bad_token', message: '', retry: false });
      return;
    }
    this.#user = known;
    this.push(this.#welcome(known, token === undefined));
    this.#live.add(known);
    for (const room of this.server.store.user(known).rooms.keys()) {
      const position = resume[room];
      if (position) this.show(room, position);
      else this.#live.add(room);
    }
  }

  #welcome(user: UserId, isNew: boolean): ServerFrame<'welcome'> {
    const { store } = this.server;
    const { name, rooms, seq, id } = store.user(user);
    const summaries = [...rooms].map(([room, membership]) => {
      const { seq: head, id: last, ...state } = store.room(room);
      return { ...state, ...told(membership), epoch: store.epoch, head, id: last };
    });
    return {
      type: 'welcome',
      user: name === undefined ? { id: user } : { id: user, name },
      ...(isNew ? { token: tokenOf(user) } : {}),
      heartbeat_ms: HEARTBEAT_MS,
      me: { epoch: store.epoch, head: seq, id },
      rooms: summaries.filter(({ room }) => !isUserStream(room)),
    };
  }
}
