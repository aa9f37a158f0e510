import type { UserId } from '@teahouse/protocol/ids';
import { PRESENCE_NAMES_MAX } from '@teahouse/protocol/limits';
import type { Person } from '@teahouse/protocol/server-frames';
import { isSame } from './changes.ts';
import { LIST_EVERY_MS, NODES_MAX, SILENCE_MS_MAX } from './limits.ts';
import type { NodeId, PresenceWord, Said } from './words.ts';

/** What one node told of one room. */
interface Told {
  readonly version: number;
  /** When it was last heard that this is still so. */
  heardMs: number;
  readonly people: ReadonlyMap<UserId, Person>;
  /** Those whom it does not name. */
  readonly unnamed: number;
}

/** Where it is shown. */
interface Shown {
  setElsewhere(user: UserId, person: Person | null): void;
  setUnnamed(count: number): void;
}

type Heard<Says> = Extract<PresenceWord, { says: Says }>;

const NOBODY: ReadonlyMap<UserId, Person> = new Map();

/**
 * What other nodes told of one room, and whom to ask. Words may be lost, doubled and reordered: what is older than
 * what is known is ignored, and so is what does not follow it, but then that node is asked.
 */
export class Hearing {
  readonly #shown: Shown;
  readonly #nodes = new Map<NodeId, Told>();
  #toAsk: Set<NodeId> | 'all' = 'all';
  #askAtMs = 0;
  /** Before then none has been silent for too long. */
  #expireAtMs = Number.POSITIVE_INFINITY;

  constructor(shown: Shown) {
    this.#shown = shown;
  }

  get nodes(): Iterable<NodeId> {
    return this.#nodes.keys();
  }

  take(word: PresenceWord, nowMs: number): void {
    if (word.says === 'list' || word.says === 'count') this.#takeWhole(word, nowMs);
    else if (word.says === 'change') this.#takeChange(word, nowMs);
    else if (word.says === 'still') this.#takeStill(word, nowMs);
  }

  /** Whatever other nodes said may have been lost. */
  askAll(): void {
    this.#toAsk = 'all';
  }

  /** Whom to ask now, if anybody. Those who do not answer are asked again when they next speak. */
  next(nowMs: number): Said | null {
    const toAsk = this.#toAsk;
    if (nowMs < this.#askAtMs || (toAsk !== 'all' && toAsk.size === 0)) return null;
    this.#toAsk = new Set();
    this.#askAtMs = nowMs + LIST_EVERY_MS;
    return { says: 'asks', of: toAsk === 'all' ? 'all' : [...toAsk] };
  }

  /** A node is gone, and its people with it. */
  forget(node: NodeId): void {
    this.#replace(node, null);
  }

  /** Takes back what nodes told that have been silent for too long. */
  expire(nowMs: number): void {
    if (nowMs < this.#expireAtMs) return;
    this.#expireAtMs = Number.POSITIVE_INFINITY;
    for (const [node, { heardMs }] of this.#nodes) {
      if (nowMs - heardMs >= SILENCE_MS_MAX) this.#replace(node, null);
      else this.#expireAtMs = Math.min(this.#expireAtMs, heardMs + SILENCE_MS_MAX);
    }
  }

  #takeWhole(word: Heard<'list' | 'count'>, nowMs: number): void {
    const told = this.#nodes.get(word.node);
    if (told && word.version <= told.version) return this.#takeStill(word, nowMs);
    if (word.says === 'list' && word.people.length > PRESENCE_NAMES_MAX) return;
    const { version } = word;
    const people = word.says === 'list' ? new Map(word.people.map((person) => [person.id, person])) : NOBODY;
    const unnamed = word.says === 'count' ? word.count : 0;
    this.#replace(word.node, { version, heardMs: nowMs, people, unnamed });
  }

  #takeChange({ node, after, version, came, went }: Heard<'change'>, nowMs: number): void {
    const told = this.#nodes.get(node);
    if (told && version <= told.version) return;
    if (told?.version !== after || told.unnamed > 0) return this.#ask(node);
    const people = new Map(told.people);
    for (const user of went) people.delete(user);
    for (const person of came) people.set(person.id, person);
    if (people.size <= PRESENCE_NAMES_MAX) this.#replace(node, { ...told, version, heardMs: nowMs, people });
  }

  #takeStill({ node, version }: { readonly node: NodeId; readonly version: number }, nowMs: number): void {
    const told = this.#nodes.get(node);
    if (!told || told.version < version) this.#ask(node);
    else if (told.version === version) told.heardMs = nowMs;
  }

  #ask(node: NodeId): void {
    if (this.#toAsk !== 'all' && this.#toAsk.size < NODES_MAX) this.#toAsk.add(node);
  }

  #replace(node: NodeId, told: Told | null): void {
    const before = this.#nodes.get(node);
    if (!before && this.#nodes.size >= NODES_MAX) return;
    if (told) this.#expireAtMs = Math.min(this.#expireAtMs, told.heardMs + SILENCE_MS_MAX);
    if (told) this.#nodes.set(node, told);
    else this.#nodes.delete(node);
    const [were, are] = [before?.people ?? NOBODY, told?.people ?? NOBODY];
    for (const user of were.keys()) if (!are.has(user)) this.#show(user);
    for (const [user, person] of are) if (!isSame(person, were.get(user) ?? null)) this.#show(user);
    if ((before?.unnamed ?? 0) !== (told?.unnamed ?? 0)) this.#showUnnamed();
  }

  /** Of several nodes the one with the least id is believed, so that all come to show the same name. */
  #show(user: UserId): void {
    let least: NodeId | null = null;
    let shown: Person | null = null;
    for (const [node, { people }] of this.#nodes) {
      const person = people.get(user);
      if (!person || (least !== null && least < node)) continue;
      least = node;
      shown = person;
    }
    this.#shown.setElsewhere(user, shown);
  }

  #showUnnamed(): void {
    let count = 0;
    for (const { unnamed } of this.#nodes.values()) count += unnamed;
    this.#shown.setUnnamed(count);
  }
}
