import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Clock } from '../runtime/clock.ts';
import { Hearing } from './hearing.ts';
import { NODES_MAX, ROOMS_SHARE_PER_TURN, SILENCE_MS_MAX, TURN_MS, WORDS_PER_TURN_MAX } from './limits.ts';
import type { Observer, Presence } from './presence.ts';
import { Telling } from './telling.ts';
import type { NodeId, PresenceWord, Said } from './words.ts';

interface Deps {
  readonly presence: Presence;
  readonly node: NodeId;
  readonly clock: Clock;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** Tells the nodes that show this room; see `Bus.pass`. */
  readonly pass: (room: RoomId, word: PresenceWord) => void;
  /** Whether others can be heard of now. */
  readonly isConnected: () => boolean;
}

interface Room {
  /** From the first person here until nobody elsewhere can think that somebody still is. */
  telling: Telling | null;
  /** While somebody here wants to know. */
  hearing: Hearing | null;
}

/**
 * Keeps the presence of nodes together: tells others who is connected to this one, and this one's presence what they
 * tell. Every so often there is a turn, in which rooms say what they have to say, those first that have waited longest.
 */
export class Peers implements Observer, Disposable {
  readonly #deps: Deps;
  readonly #rooms = new Map<RoomId, Room>();
  /** Nodes that have stopped, lest a late word of theirs bring their people back. */
  readonly #gone = new Map<NodeId, { readonly sinceMs: number }>();
  #timer: Disposable | null = null;
  #wasConnected: boolean;
  #version = 0;
  #hasStopped = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#wasConnected = deps.isConnected();
    deps.presence.observe(this);
  }

  /** Other nodes that have told of people in rooms that are wanted here. */
  get nodeCount(): number {
    const nodes = new Set<NodeId>();
    for (const { hearing } of this.#rooms.values()) for (const node of hearing?.nodes ?? []) nodes.add(node);
    return nodes.size;
  }

  /** Takes what another node said. */
  take(room: RoomId, word: PresenceWord): void {
    const { clock, node } = this.#deps;
    if (word.node === node || this.#gone.has(word.node)) return;
    const entry = this.#rooms.get(room);
    if (word.says === 'goes') this.#takeLeave(word.node);
    else if (word.says === 'asks') {
      if (word.of === 'all' || word.of.includes(node)) entry?.telling?.ask();
    } else entry?.hearing?.take(word, clock.monotonicMs());
  }

  onWanted(room: RoomId): void {
    const { presence } = this.#deps;
    this.#room(room).hearing = new Hearing({
      setElsewhere: (user, person) => presence.setElsewhere(room, user, person),
      setUnnamed: (count) => presence.setUnnamed(room, count),
    });
  }

  onUnwanted(room: RoomId): void {
    const entry = this.#rooms.get(room);
    if (entry) entry.hearing = null;
  }

  onOwnChange(room: RoomId, user: UserId, before: Person | null): void {
    const entry = this.#room(room);
    entry.telling ??= this.#tellingOf(room);
    entry.telling.note(user, before, this.#deps.clock.monotonicMs());
  }

  /** The node stops, and says so. */
  [Symbol.dispose](): void {
    this.#hasStopped = true;
    this.#timer?.[Symbol.dispose]();
    for (const [room, { telling }] of this.#rooms) if (telling) this.#say(room, { says: 'goes' });
    this.#rooms.clear();
  }

  #room(room: RoomId): Room {
    const known = this.#rooms.get(room);
    if (known) return known;
    const entry: Room = { telling: null, hearing: null };
    this.#rooms.set(room, entry);
    if (!this.#timer && !this.#hasStopped) this.#turnLater();
    return entry;
  }

  #tellingOf(room: RoomId): Telling {
    const { presence, random } = this.#deps;
    return new Telling({
      ownCount: () => presence.ownCount(room),
      own: () => presence.own(room),
      ownPerson: (user) => presence.ownPerson(room, user),
      nextVersion: () => ++this.#version,
      random,
    });
  }

  #turnLater(): void {
    this.#timer = this.#deps.clock.after(TURN_MS, () => {
      this.#timer = null;
      this.#turn(this.#deps.clock.monotonicMs());
      if (this.#rooms.size > 0) this.#turnLater();
    });
  }

  #turn(nowMs: number): void {
    this.#askIfBack();
    for (const [node, { sinceMs }] of this.#gone) {
      if (nowMs - sinceMs >= SILENCE_MS_MAX) this.#gone.delete(node);
    }
    let words = Math.max(WORDS_PER_TURN_MAX, Math.ceil(this.#rooms.size * ROOMS_SHARE_PER_TURN));
    const spoken: [RoomId, Room][] = [];
    for (const [room, entry] of this.#rooms) {
      entry.hearing?.expire(nowMs);
      if (words <= 0) continue;
      const said = this.#speak(room, entry, nowMs);
      words -= said;
      if (said > 0) spoken.push([room, entry]);
      if (entry.telling?.isOver(nowMs)) entry.telling = null;
      if (!entry.telling && !entry.hearing) this.#rooms.delete(room);
    }
    this.#putLast(spoken);
  }

  /** After NATS was away, nobody knows what was lost. */
  #askIfBack(): void {
    const isConnected = this.#deps.isConnected();
    const isBack = isConnected && !this.#wasConnected;
    this.#wasConnected = isConnected;
    if (isBack) for (const { hearing } of this.#rooms.values()) hearing?.askAll();
  }

  /** How many words were said. */
  #speak(room: RoomId, { telling, hearing }: Room, nowMs: number): number {
    const asked = hearing?.next(nowMs);
    if (asked) this.#say(room, asked);
    const told = telling?.next(nowMs);
    if (told) this.#say(room, told);
    return (asked ? 1 : 0) + (told ? 1 : 0);
  }

  #putLast(spoken: readonly [RoomId, Room][]): void {
    for (const [room, entry] of spoken) if (this.#rooms.delete(room)) this.#rooms.set(room, entry);
  }

  #say(room: RoomId, said: Said): void {
    const { node, pass } = this.#deps;
    pass(room, { node, ...said });
  }

  #takeLeave(node: NodeId): void {
    if (this.#gone.size < NODES_MAX) this.#gone.set(node, { sinceMs: this.#deps.clock.monotonicMs() });
    for (const { hearing } of this.#rooms.values()) hearing?.forget(node);
  }
}
