import type { Clock } from '../runtime/clock.ts';

/** A gateway that has not passed on what it was handed after so long is not waited for; the others go on without it. */
const STEP_MS_MAX = 50;

/** One gateway among those in step. */
interface Member {
  /** Hands over what waits, or null if nothing does. */
  handOver: (() => void) | null;
  /** Whether it has passed on what it was handed, and if not, whether the others wait for it. */
  state: 'free' | 'busy' | 'late';
}

/** How a gateway's line keeps in step with the others. */
export interface InStep extends Disposable {
  /** Calls back when the gateway is to be handed what waits for it. */
  soon(handOver: () => void): void;
  /** The gateway has passed on what it was handed. */
  taken(): void;
}

/**
 * Gateways are handed what there is to tell them at the same moment, when all have passed on what they were handed
 * before, and after the pause that one gateway would make then (see `FlushCycle`). So a room that is spread over
 * several goes round as it would in one: who says the next thing when they heard the last does it at every
 * gateway at once, one commit takes all of it, and one write carries it.
 */
export class Steps {
  readonly #clock: Clock;
  readonly #pauseShare: number;
  readonly #members = new Set<Member>();
  #timer: Disposable | null = null;
  #isTurning = false;
  #steppedMs = Number.NEGATIVE_INFINITY;
  #notBeforeMs = Number.NEGATIVE_INFINITY;

  /** A pause is this share of the time that the last step took. */
  constructor(clock: Clock, pauseShare: number) {
    this.#clock = clock;
    this.#pauseShare = pauseShare;
  }

  join(): InStep {
    const member: Member = { handOver: null, state: 'free' };
    this.#members.add(member);
    return {
      soon: (handOver) => {
        member.handOver = handOver;
        this.#plan();
      },
      taken: () => this.#passedOn(member),
      [Symbol.dispose]: () => {
        this.#members.delete(member);
        this.#passedOn(member);
      },
    };
  }

  #passedOn(member: Member): void {
    const wasWaitedFor = member.state === 'busy';
    member.state = 'free';
    if (wasWaitedFor && !this.#isWaitedFor) {
      const nowMs = this.#clock.monotonicMs();
      this.#notBeforeMs = nowMs + (nowMs - this.#steppedMs) * this.#pauseShare;
    }
    this.#plan();
  }

  #plan(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
    if (this.#isTurning || !this.#canHandOver) return;
    const dueMs = this.#isWaitedFor ? this.#steppedMs + STEP_MS_MAX : this.#notBeforeMs;
    const waitMs = dueMs - this.#clock.monotonicMs();
    if (waitMs > 0) {
      this.#timer = this.#clock.after(waitMs, () => this.#step());
    } else {
      this.#isTurning = true;
      this.#clock.soon(() => this.#step());
    }
  }

  #step(): void {
    this.#isTurning = false;
    this.#timer = null;
    this.#steppedMs = this.#clock.monotonicMs();
    for (const member of this.#members) {
      const { handOver, state } = member;
      if (state === 'busy') member.state = 'late';
      if (state !== 'free' || !handOver) continue;
      member.handOver = null;
      member.state = 'busy';
      handOver();
    }
  }

  get #isWaitedFor(): boolean {
    for (const { state } of this.#members) if (state === 'busy') return true;
    return false;
  }

  get #canHandOver(): boolean {
    for (const { handOver, state } of this.#members) if (handOver && state === 'free') return true;
    return false;
  }
}
