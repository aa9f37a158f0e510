import type { CloseName } from '@teahouse/protocol/close-codes';
import { decodeClientFrame } from '@teahouse/protocol/decode';
import { ERRORS, type ErrorCode } from '@teahouse/protocol/errors';
import type { CommandId } from '@teahouse/protocol/ids';
import { HELLO_TIMEOUT_MS } from '@teahouse/protocol/limits';
import { PING_FRAME } from '../fanout/frames.ts';
import { type ByteSink, type Outbound, Outlet, type OutletOwner, type Source } from '../fanout/outlet.ts';
import { StoreFailure } from '../storage/log.ts';
import { ActiveSession } from './active-session.ts';
import { dispatch, idOf } from './dispatch.ts';
import { enter } from './enter.ts';
import { EARLY_FRAMES_MAX, IN_FLIGHT_MAX, STUCK_MS_MAX } from './limits.ts';
import { errorFrame, reply } from './replies.ts';
import type { Services } from './services.ts';
import type { Peer, Wire } from './wire.ts';

type State =
  | { readonly state: 'greeting'; readonly deadline: Disposable }
  /** Hello is being answered; what follows it waits. */
  | { readonly state: 'entering'; readonly early: string[] }
  | { readonly state: 'active'; readonly active: ActiveSession }
  | { readonly state: 'closed' };

/** One JSON client, from its hello to its end (docs/protocol.md section 3). */
export class Session implements Peer, OutletOwner {
  readonly #services: Services;
  readonly #wire: Wire;
  readonly #outlet: Outlet;
  #state: State;
  #inFlight = 0;
  #paused = false;

  constructor(services: Services, wire: Wire) {
    this.#services = services;
    this.#wire = wire;
    this.#outlet = new Outlet(this);
    const deadline = services.clock.after(HELLO_TIMEOUT_MS, () => this.#end('helloTimeout'));
    this.#state = { state: 'greeting', deadline };
  }

  onText(text: string): void {
    const state = this.#state;
    switch (state.state) {
      case 'greeting':
        state.deadline[Symbol.dispose]();
        this.#greet(text);
        break;
      case 'entering':
        if (state.early.length >= EARLY_FRAMES_MAX) this.#end('tooMany');
        else state.early.push(text);
        break;
      case 'active':
        this.#take(text, state.active);
        break;
      case 'closed':
        break;
    }
  }

  onBinary(): void {
    this.#refuse('unexpected_binary');
    if (this.#state.state === 'greeting') this.#end('badHello');
  }

  heartbeat(): boolean {
    const active = this.#active;
    if (!active || !this.#outlet.isFlowing) return false;
    this.#outlet.pushPassing(PING_FRAME);
    this.#outlet.pushPassing(reply({ type: 'heartbeat', heads: active.subscriptions.heads() }));
    return true;
  }

  bye(reconnectAfterMs: number): void {
    this.#outlet.push(reply({ type: 'bye', code: 1012, reconnect_after_ms: reconnectAfterMs }));
    this.#end('restart');
  }

  isTooSlow(): boolean {
    const sinceMs = this.#outlet.stuckSinceMs;
    return sinceMs !== null && this.#services.clock.monotonicMs() - sinceMs > STUCK_MS_MAX;
  }

  onClosed(): void {
    if (this.#state.state === 'greeting') this.#state.deadline[Symbol.dispose]();
    this.#active?.close();
    this.#outlet.close();
    this.#state = { state: 'closed' };
  }

  get sink(): ByteSink {
    return this.#wire.sink;
  }

  get takesDeflated(): boolean {
    return this.#wire.takesDeflated;
  }

  get outbound(): Outbound {
    return this.#services.cycle;
  }

  monotonicMs(): number {
    return this.#services.clock.monotonicMs();
  }

  onRecovered(missing: ReadonlyMap<Source, number>): void {
    this.#active?.subscriptions.recover(missing);
  }

  onDrained(): void {
    this.#active?.proceed();
    this.#mindBackpressure();
  }

  get #active(): ActiveSession | undefined {
    return this.#state.state === 'active' ? this.#state.active : undefined;
  }

  #end(why: CloseName): void {
    this.#outlet.flush();
    this.onClosed();
    this.#wire.end(why);
  }

  #refuse(code: ErrorCode, details: { id?: CommandId; field?: string } = {}): void {
    this.#outlet.push(errorFrame(code, details));
    this.#mindBackpressure();
  }

  #greet(text: string): void {
    const decoded = decodeClientFrame(text);
    if (!decoded.ok || decoded.frame.type !== 'hello') {
      this.#refuse(decoded.ok ? 'hello_required' : decoded.code);
      this.#end('badHello');
      return;
    }
    const entering = { state: 'entering' as const, early: [] };
    this.#state = entering;
    const { frame } = decoded;
    enter(this.#services, frame, this.#outlet)
      .then((entered) => {
        if (this.#state !== entering) {
          if (entered instanceof ActiveSession) entered.close();
        } else if (entered instanceof ActiveSession) {
          this.#activate(entered, entering.early);
        } else {
          this.#refuse(entered);
          this.#end(entered === 'bad_token' ? 'badToken' : 'goingAway');
        }
      })
      .catch((error: unknown) => {
        this.#services.onTrouble(error);
        this.#refuse('internal');
        this.#end('goingAway');
      });
  }

  #activate(active: ActiveSession, early: readonly string[]): void {
    this.#state = { state: 'active', active };
    for (const text of early) this.#take(text, active);
  }

  #take(text: string, active: ActiveSession): void {
    const decoded = decodeClientFrame(text);
    if (!decoded.ok) {
      this.#refuse(decoded.code, decoded);
      if (ERRORS[decoded.code].close) this.#end('badHello');
      return;
    }
    const done = dispatch(active, decoded.frame);
    if (done !== undefined) this.#await(done, idOf(decoded.frame));
    else this.#mindBackpressure();
  }

  /** A command under way. Its failure is told to whoever sent it, and to nobody else. */
  #await(done: Promise<void>, id: CommandId | undefined): void {
    this.#inFlight++;
    this.#mindBackpressure();
    done
      .catch((error: unknown) => {
        if (!(error instanceof StoreFailure)) this.#services.onTrouble(error);
        const code = error instanceof StoreFailure ? error.code : 'internal';
        this.#outlet.push(errorFrame(code, { id }));
      })
      .finally(() => {
        this.#inFlight--;
        this.#mindBackpressure();
      });
  }

  /** Who has much under way, or does not read, is not read from. */
  #mindBackpressure(): void {
    if (this.#state.state === 'closed') return;
    if (!this.#paused && (this.#inFlight >= IN_FLIGHT_MAX || !this.#outlet.isFlowing)) {
      this.#paused = true;
      this.#wire.pause();
    } else if (this.#paused && this.#inFlight <= IN_FLIGHT_MAX / 2 && this.#outlet.isFlowing) {
      this.#paused = false;
      this.#wire.resume();
    }
  }
}
