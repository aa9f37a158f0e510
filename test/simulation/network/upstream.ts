import type { Weather } from './weather.ts';

/** What comes from a client. */
export type Sent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Buffer }
  | { readonly kind: 'pong' }
  | { readonly kind: 'end' };

/** Frames that were read already when the server asked for no more. */
const READ_AHEAD_FRAMES = 2;

interface Deps {
  readonly weather: Weather;
  readonly after: (delayMs: number, run: () => void) => void;
  readonly arrived: (sent: Sent) => void;
}

/** What a client has sent, on its way to the server, in order, and held up while the server does not read. */
export class Upstream {
  readonly #deps: Deps;
  readonly #queue: Sent[] = [];
  #state: 'flowing' | 'blackhole' | 'cut' = 'flowing';
  #isPaused = false;
  #readAhead = 0;
  #isMoving = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  push(sent: Sent): void {
    if (this.#state !== 'flowing') return;
    this.#queue.push(sent);
    this.#move();
  }

  pause(): void {
    this.#isPaused = true;
    this.#readAhead = READ_AHEAD_FRAMES;
  }

  resume(): void {
    this.#isPaused = false;
    this.#move();
  }

  swallow(): void {
    if (this.#state === 'flowing') this.#state = 'blackhole';
  }

  cut(): void {
    this.#state = 'cut';
  }

  #move(): void {
    if (this.#isMoving || this.#queue.length === 0) return;
    if (this.#isPaused && this.#readAhead-- <= 0) return;
    this.#isMoving = true;
    this.#deps.after(this.#deps.weather.latencyMs(), () => {
      this.#isMoving = false;
      if (this.#state !== 'flowing') return;
      const sent = this.#queue.shift();
      if (sent) this.#deps.arrived(sent);
      this.#move();
    });
  }
}
