/** Time and turns of the event loop, handed in so that tests decide about them. */
export interface Clock {
  /** Wall time in milliseconds since 1970: for people, never for order. */
  nowMs(): number;
  /** Milliseconds that only grow. */
  monotonicMs(): number;
  /** Calls back once after a time, unless it is disposed of before. */
  after(delayMs: number, callback: () => void): Disposable;
  /** Calls back after the input that has arrived already was taken in. */
  soon(callback: () => void): void;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
  soon: (callback) => {
    setImmediate(callback);
  },
};
