import type { ClientFrame } from '@teahouse/protocol/client-frames';
import { CLOSE, shouldReconnect } from '@teahouse/protocol/close-codes';
import { ERRORS, type ErrorCode } from '@teahouse/protocol/errors';
import type { Incoming, ServerFrame } from '@teahouse/protocol/server-frames';
import { backoffMs, returnMs } from './backoff.ts';
import { decodeIncoming } from './decode.ts';
import type { Platform, Socket } from './platform.ts';

/** From the first packet to the welcome. A try that takes longer is given up. */
export const CONNECT_MS_MAX = 15_000;
/** A connection that lasted this long was a good one: the next wait is short again. */
export const STABLE_MS_MIN = 10_000;

/** What a connection is for. All of it is called with the connection in its new state. */
export interface ConnectionUser {
  /** The first frame of every socket. */
  hello(): ClientFrame<'hello'>;
  welcomed(welcome: ServerFrame<'welcome'>): void;
  received(frame: Incoming): void;
  /** A welcomed connection ended. */
  lost(): void;
  changed(): void;
}

export type ConnectionPhase =
  /** Before the first try. */
  | { readonly phase: 'idle' }
  | { readonly phase: 'stopped' }
  | { readonly phase: 'connecting'; readonly socket: Socket }
  | { readonly phase: 'open'; readonly socket: Socket; readonly sinceMs: number; readonly silenceMs: number }
  | { readonly phase: 'waiting'; readonly retryAtMs: number }
  | { readonly phase: 'refused'; readonly code: ErrorCode | number };

/** One socket after another to the same server, for as long as the server does not say to stay away. */
export class Connection implements Disposable {
  readonly #platform: Platform;
  readonly #url: string;
  readonly #user: ConnectionUser;
  #phase: ConnectionPhase = { phase: 'idle' };
  /** The one timer of the phase: end of patience, next look for silence, or next try. */
  #timer: Disposable | null = null;
  #attempt = 0;
  #heardAtMs = 0;
  #toldReturnMs: number | null = null;
  #greetingRefusal: ErrorCode | null = null;

  constructor(platform: Platform, url: string, user: ConnectionUser) {
    this.#platform = platform;
    this.#url = url;
    this.#user = user;
  }

  get phase(): ConnectionPhase {
    return this.#phase;
  }

  /** Tries since the last good connection. */
  get attempt(): number {
    return this.#attempt;
  }

  send(frame: ClientFrame): void {
    if (this.#phase.phase === 'open') this.#phase.socket.send(JSON.stringify(frame));
  }

  /** Connects now, whatever is going on. A socket that may be dead is given up; resuming costs little. */
  reconnect(): void {
    this.#leave();
    this.#attempt = 0;
    this.#connect();
  }

  /** Tries a new socket soon, with the wait that keeps a failing server from being flooded. */
  retreat(): void {
    this.#leave();
    this.#wait();
  }

  /** Connects now if it is waiting, or if it should have heard something long ago. */
  wake(): void {
    if (this.#phase.phase === 'waiting') this.reconnect();
    else if (this.#phase.phase === 'open') this.#checkSilence();
  }

  stop(): void {
    this.#leave();
    this.#enter({ phase: 'stopped' });
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  #connect(): void {
    this.#attempt++;
    this.#greetingRefusal = null;
    this.#toldReturnMs = null;
    const isCurrent = () => 'socket' in this.#phase && this.#phase.socket === socket;
    const socket = this.#platform.connect(this.#url, {
      opened: () => isCurrent() && socket.send(JSON.stringify(this.#user.hello())),
      received: (text) => isCurrent() && this.#received(text),
      closed: (code) => isCurrent() && this.#closed(code),
    });
    this.#enter({ phase: 'connecting', socket });
    this.#setTimer(CONNECT_MS_MAX, () => this.#closed(CLOSE.silent.code));
  }

  #received(text: string): void {
    this.#heardAtMs = this.#platform.clock.nowMs();
    const frame = decodeIncoming(text);
    if (frame === null) return;
    if (this.#phase.phase === 'connecting') return this.#greeted(frame, this.#phase.socket);
    if (frame.type === 'bye') this.#toldReturnMs = frame.reconnect_after_ms;
    else if (frame.type !== 'welcome') this.#user.received(frame);
  }

  #greeted(frame: Incoming, socket: Socket): void {
    if (frame.type === 'error') {
      this.#greetingRefusal = frame.code;
      // A code of a newer server may be missing from our catalogue; its close code decides then.
      if (ERRORS[frame.code]?.close) this.#closed(0);
    }
    if (frame.type !== 'welcome') return;
    const sinceMs = this.#platform.clock.nowMs();
    const silenceMs = 2 * frame.heartbeat_ms;
    this.#enter({ phase: 'open', socket, sinceMs, silenceMs });
    this.#setTimer(silenceMs, () => this.#checkSilence());
    this.#user.welcomed(frame);
  }

  /** A timer per frame would cost more than one that looks again. */
  #checkSilence(): void {
    if (this.#phase.phase !== 'open') return;
    const leftMs = this.#heardAtMs + this.#phase.silenceMs - this.#platform.clock.nowMs();
    if (leftMs <= 0) return this.#closed(CLOSE.silent.code);
    this.#setTimer(leftMs, () => this.#checkSilence());
  }

  #closed(code: number): void {
    const refusal = this.#greetingRefusal;
    const isFinal = refusal !== null && ERRORS[refusal]?.close;
    this.#leave();
    if (isFinal || !shouldReconnect(code)) this.#enter({ phase: 'refused', code: refusal ?? code });
    else this.#wait();
  }

  #wait(): void {
    const { clock, random } = this.#platform;
    const told = this.#toldReturnMs;
    const afterMs =
      told === null ? backoffMs(Math.max(0, this.#attempt - 1), random) : returnMs(told, random);
    this.#enter({ phase: 'waiting', retryAtMs: clock.nowMs() + afterMs });
    this.#setTimer(afterMs, () => this.#connect());
  }

  /** Ends the present phase with everything that belongs to it. */
  #leave(): void {
    const was = this.#phase;
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
    this.#phase = { phase: 'stopped' };
    if ('socket' in was) was.socket.close();
    if (was.phase !== 'open') return;
    if (this.#platform.clock.nowMs() - was.sinceMs >= STABLE_MS_MIN) this.#attempt = 0;
    this.#user.lost();
  }

  #enter(phase: ConnectionPhase): void {
    this.#phase = phase;
    this.#user.changed();
  }

  #setTimer(afterMs: number, run: () => void): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = this.#platform.clock.setTimer(afterMs, run);
  }
}
