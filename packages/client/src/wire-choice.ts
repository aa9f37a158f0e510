import type { Clock, Platform, Socket, SocketListener } from './platform.ts';

/** WebSockets that said nothing while the server answered on HTTP. After so many it is taken that they are blocked. */
export const SILENT_TRIES_MAX = 2;
/** A WebSocket that is not open after this, while the server answers on HTTP, is held up on the way. */
export const OPEN_MS_MAX = 4_000;
/** A try that we gave up ourselves, and earlier than this, says nothing about the way. */
export const TELLING_MS_MIN = 8_000;
/** For so long after WebSockets were found to be blocked, a stream that is lost is followed by a stream. */
export const BLOCKED_MS = 600_000;
/** As a WebSocket tells that it never opened. */
const BROKEN = 1006;

interface Ways {
  readonly clock: Clock;
  readonly webSocket: Platform['connect'];
  readonly stream: Platform['connect'];
  /** Whether the server itself, and nobody on the way to it, answers on plain HTTP just now. */
  answersHttp(url: string): Promise<boolean>;
}

/** The address of streams beside that of WebSockets. */
export function streamAddress(webSocketUrl: string): string {
  return webSocketUrl.replace(/^ws/, 'http').replace(/\/ws$/, '/stream');
}

/**
 * Chooses how each connection is made: by a WebSocket, or by a stream of events over HTTP where something on the way
 * lets no WebSocket through. A server that is away answers on neither, so that is no reason to change.
 */
export class WireChoice {
  readonly #ways: Ways;
  #silentTries = 0;
  #blockedUntilMs = 0;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  readonly connect = (url: string, listener: SocketListener): Socket => {
    const isBlocked =
      this.#silentTries >= SILENT_TRIES_MAX || this.#ways.clock.nowMs() < this.#blockedUntilMs;
    return isBlocked ? this.#overStream(url, listener) : this.#overWebSocket(url, listener);
  };

  /** One that says nothing is looked into: is it the way, or is the server away? */
  #overWebSocket(url: string, listener: SocketListener): Socket {
    const { clock, webSocket } = this.#ways;
    const startMs = clock.nowMs();
    let state: 'opening' | 'open' | 'heard' | 'over' = 'opening';
    const end = () => {
      patience[Symbol.dispose]();
      state = 'over';
    };
    const lookInto = () => this.#whenAnswered(url, () => this.#silentTries++);
    const giveUp = () => {
      if (state !== 'opening') return;
      this.#silentTries = SILENT_TRIES_MAX;
      end();
      socket.close();
      listener.closed(BROKEN);
    };
    const patience = clock.setTimer(OPEN_MS_MAX, () => this.#whenAnswered(url, giveUp));
    const socket = webSocket(url, {
      opened: () => {
        state = 'open';
        listener.opened();
      },
      received: (text) => {
        state = 'heard';
        this.#silentTries = 0;
        listener.received(text);
      },
      closed: (code) => {
        if (state !== 'heard') lookInto();
        end();
        listener.closed(code);
      },
    });
    const close = () => {
      if (state === 'open' && clock.nowMs() - startMs >= TELLING_MS_MIN) lookInto();
      end();
      socket.close();
    };
    return { send: (text) => socket.send(text), close };
  }

  /** One that says nothing either, though HTTP is answered, is followed by a WebSocket: it may have been something else. */
  #overStream(url: string, listener: SocketListener): Socket {
    const { clock, stream } = this.#ways;
    let isHeard = false;
    return stream(url, {
      opened: () => listener.opened(),
      received: (text) => {
        if (!isHeard) this.#heardStream(clock.nowMs());
        isHeard = true;
        listener.received(text);
      },
      closed: (code) => {
        if (!isHeard) this.#whenAnswered(url, () => this.#doubtBlock());
        listener.closed(code);
      },
    });
  }

  #heardStream(nowMs: number): void {
    if (nowMs >= this.#blockedUntilMs) this.#blockedUntilMs = nowMs + BLOCKED_MS;
    // When that is over one WebSocket that says nothing is enough.
    this.#silentTries = SILENT_TRIES_MAX - 1;
  }

  #doubtBlock(): void {
    this.#silentTries = 0;
    this.#blockedUntilMs = 0;
  }

  #whenAnswered(url: string, act: () => void): void {
    void this.#ways.answersHttp(url).then((isAnswered) => isAnswered && act());
  }
}
