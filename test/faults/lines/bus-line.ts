import { Line } from './line.ts';
import { type Mischief, MischiefMaker } from './mischief.ts';
import { NatsFrames } from './nats-frames.ts';
import type { Passage } from './passage.ts';

/** What waits to be shuffled goes on after so long, though nothing came behind it. */
const WAITING_MS_MAX = 200;

interface Parts {
  /** The port of NATS. */
  readonly to: number;
  readonly random: () => number;
}

/** The line from a node to NATS, which can do mischief to the messages on it. Whatever else is said it passes on. */
export class BusLine implements AsyncDisposable {
  readonly line: Line;
  readonly #mischief: { there: Mischief; back: Mischief };

  static async open({ to, random }: Parts): Promise<BusLine> {
    const mischief = { there: {}, back: {} };
    const passages = () => ({
      there: mischievous(() => mischief.there, random),
      back: mischievous(() => mischief.back, random),
    });
    return new BusLine(await Line.open({ to, passages }), mischief);
  }

  private constructor(line: Line, mischief: { there: Mischief; back: Mischief }) {
    this.line = line;
    this.#mischief = mischief;
  }

  /** From now on this is done to what the node hears, and to what it says. */
  spoil({ heard = {}, said = {} }: { readonly heard?: Mischief; readonly said?: Mischief }): void {
    this.#mischief.back = heard;
    this.#mischief.there = said;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.line[Symbol.asyncDispose]();
  }
}

function mischievous(mischief: () => Mischief, random: () => number): Passage {
  const frames = new NatsFrames();
  const maker = new MischiefMaker(random);
  let isReleasing = false;
  return (bytes, pass) => {
    for (const frame of frames.take(bytes)) {
      if (frame.kind === 'control') pass(frame.bytes);
      else for (const message of maker.take(frame.bytes, mischief())) pass(message);
    }
    if (isReleasing) return;
    isReleasing = true;
    setTimeout(() => {
      isReleasing = false;
      for (const message of maker.release(0)) pass(message);
    }, WAITING_MS_MAX);
  };
}
