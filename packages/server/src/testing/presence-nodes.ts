import type { RoomId } from '@teahouse/protocol/ids';
import type { Person, ServerFrame } from '@teahouse/protocol/server-frames';
import { payloadOf } from '../fanout/frames.ts';
import { Peers } from '../presence/peers.ts';
import { type Look, Presence } from '../presence/presence.ts';
import type { NodeId, PresenceWord } from '../presence/words.ts';
import { ManualClock } from './manual-clock.ts';

export interface Passed {
  readonly atMs: number;
  readonly room: RoomId;
  readonly word: PresenceWord;
}

/** What becomes of a word on its way to one node: when each copy arrives, if any does. */
export type Fate = (word: PresenceWord, to: PresenceNode) => readonly number[];

const AT_ONCE: readonly number[] = [0];

/** One node of several, as far as presence goes. */
export class PresenceNode {
  readonly id: NodeId;
  readonly presence: Presence;
  readonly peers: Peers;
  isConnected = true;
  isDead = false;

  constructor(nodes: PresenceNodes, id: NodeId) {
    this.id = id;
    this.presence = new Presence(nodes.clock);
    this.peers = new Peers({
      presence: this.presence,
      node: id,
      clock: nodes.clock,
      random: () => nodes.random(),
      pass: (room, word) => nodes.pass(this, room, word),
      isConnected: () => this.isConnected,
    });
  }

  get hears(): boolean {
    return this.isConnected && !this.isDead;
  }

  /** Who is shown in a room, in one order. */
  shown(room: RoomId): string[] {
    return namesOf(this.presence.look(room));
  }

  /** What a watcher is told from now on. */
  watch(room: RoomId): ServerFrame<'presence'>[] {
    const frames: ServerFrame<'presence'>[] = [];
    this.presence.watch(room, {
      pushPassing: (bytes) => frames.push(JSON.parse(payloadOf(Buffer.from(bytes)).toString())),
    });
    return frames;
  }
}

/** Nodes that tell each other who is present, on a bus that does to words what a test says. */
export class PresenceNodes {
  readonly clock = new ManualClock();
  /** All that was said. */
  readonly passed: Passed[] = [];
  readonly nodes: PresenceNode[] = [];
  fate: Fate = () => AT_ONCE;
  random: () => number = () => 0.5;

  static of(count: number): PresenceNodes & { readonly nodes: [PresenceNode, PresenceNode, PresenceNode] } {
    const nodes = new PresenceNodes();
    for (let index = 0; index < count; index++) nodes.add();
    return nodes as never;
  }

  add(): PresenceNode {
    const node = new PresenceNode(this, `node ${this.nodes.length}` as NodeId);
    this.nodes.push(node);
    return node;
  }

  pass(from: PresenceNode, room: RoomId, word: PresenceWord): void {
    if (from.isDead) return;
    this.passed.push({ atMs: this.clock.monotonicMs(), room, word });
    if (!from.isConnected) return;
    // As on the wire: who takes a word does not hold what who said it holds.
    const text = JSON.stringify(word);
    for (const node of this.nodes) {
      if (node === from) continue;
      for (const delayMs of this.fate(word, node)) this.#carry(node, room, text, delayMs);
    }
  }

  /** Words of one kind since the last time that this was asked, and what else was said is forgotten. */
  takeSaid<Says extends PresenceWord['says']>(says: Says): Extract<PresenceWord, { says: Says }>[] {
    const words = this.passed.splice(0).map(({ word }) => word);
    return words.filter((word): word is Extract<PresenceWord, { says: Says }> => word.says === says);
  }

  #carry(to: PresenceNode, room: RoomId, text: string, delayMs: number): void {
    const arrive = () => {
      if (to.hears) to.peers.take(room, JSON.parse(text) as PresenceWord);
    };
    if (delayMs === 0) arrive();
    else this.clock.after(delayMs, arrive);
  }
}

function namesOf({ here = [] }: Look): string[] {
  return here.map(({ id, name }: Person) => (name === undefined ? id : `${id} ${name}`)).toSorted();
}
