import type { UserId } from '@teahouse/protocol/ids';
import { PRESENCE_NAMES_MAX } from '@teahouse/protocol/limits';
import type { Person } from '@teahouse/protocol/server-frames';
import { Changes, gatherMs } from './changes.ts';
import { BEAT_EVERY_MS, BEAT_JITTER_SHARE, LIST_EVERY_MS, SILENCE_MS_MAX } from './limits.ts';
import type { Look } from './presence.ts';
import type { Said } from './words.ts';

interface Deps {
  /** How many are connected to this node, and who. */
  readonly ownCount: () => number;
  readonly own: () => Look;
  readonly ownPerson: (user: UserId) => Person | null;
  readonly nextVersion: () => number;
  /** A number from 0 to 1. */
  readonly random: () => number;
}

/** What this node tells the others of its people in one room: changes, heartbeats, and the list where it is asked for. */
export class Telling {
  readonly #deps: Deps;
  readonly #changes = new Changes();
  /** What was told last; null before anything was. */
  #version: number | null = null;
  #hasNames = false;
  #isAsked = false;
  #changeAtMs = 0;
  #listAtMs = 0;
  #beatAtMs = 0;
  /** When it is looked whether anybody is left. */
  #lookAtMs = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Somebody comes, goes or gets a new name. */
  note(user: UserId, before: Person | null, nowMs: number): void {
    if (this.#changes.size === 0) this.#changeAtMs = nowMs + gatherMs(this.#deps.ownCount());
    this.#changes.note(user, before);
    this.#lookAtMs = nowMs + 2 * SILENCE_MS_MAX;
  }

  /** Another node does not know who is here. */
  ask(): void {
    this.#isAsked = true;
  }

  /** Whether nobody has been here for so long that nobody elsewhere can think otherwise. */
  isOver(nowMs: number): boolean {
    if (this.#changes.size > 0 || (this.#version !== null && nowMs < this.#lookAtMs)) return false;
    this.#lookAtMs = nowMs + SILENCE_MS_MAX;
    return this.#deps.ownCount() === 0;
  }

  /** What is to be said now, if anything. */
  next(nowMs: number): Said | null {
    const said = this.#due(nowMs);
    if (said) this.#beatAtMs = nowMs + BEAT_EVERY_MS * (1 - BEAT_JITTER_SHARE * this.#deps.random());
    return said;
  }

  #due(nowMs: number): Said | null {
    if (this.#isAsked && nowMs >= this.#listAtMs) return this.#answer(nowMs);
    if (this.#changes.size > 0 && nowMs >= this.#changeAtMs) {
      const change = this.#change(nowMs);
      if (change) return change;
    }
    const version = this.#version;
    return version === null || nowMs < this.#beatAtMs ? null : { says: 'still', version };
  }

  #answer(nowMs: number): Said {
    const { came, went } = this.#changes.take(this.#deps.ownPerson);
    const hasChanged = this.#version === null || came.length + went.length > 0;
    return this.#whole(nowMs, hasChanged ? this.#deps.nextVersion() : (this.#version ?? 0));
  }

  #change(nowMs: number): Said | null {
    const { came, went } = this.#changes.take(this.#deps.ownPerson);
    if (came.length + went.length === 0) return null;
    const after = this.#version;
    const version = this.#deps.nextVersion();
    const isShort = came.length + went.length <= PRESENCE_NAMES_MAX;
    const isNamed = this.#hasNames && this.#deps.ownCount() <= PRESENCE_NAMES_MAX;
    if (after === null || !isShort || !isNamed) return this.#whole(nowMs, version);
    this.#version = version;
    return { says: 'change', after, version, came, went };
  }

  #whole(nowMs: number, version: number): Said {
    const { count, here } = this.#deps.own();
    this.#isAsked = false;
    this.#listAtMs = nowMs + LIST_EVERY_MS;
    this.#version = version;
    this.#hasNames = here !== undefined;
    return here ? { says: 'list', version, people: here } : { says: 'count', version, count };
  }
}
