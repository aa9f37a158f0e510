import { Worker } from 'node:worker_threads';
import type { Clock } from '../runtime/clock.ts';
import type { Metrics, MetricsJson } from '../runtime/metrics.ts';
import { Desk } from './desk.ts';
import { freePort } from './free-port.ts';
import type { Address, Gateway } from './gateway.ts';
import type { GatewayThreadData } from './gateway-thread-data.ts';
import type { House } from './house.ts';
import type { Steps } from './steps.ts';
import { Switchboard } from './switchboard.ts';

/** How long after its end a gateway is started again; twice as long each time it ends early, up to the second. */
const RESTART_AFTER_MS = 100;
const RESTART_AFTER_MS_MAX = 10_000;
/** Who lived so long did not end early. */
const SETTLED_MS = 30_000;
/** A gateway is asked so often whether it still goes round. */
const BEAT_MS = 5_000;
/** After so many questions in a row without an answer its thread hangs: it is ended, and started again. */
const BEATS_MISSED_MAX = 4;
/** A gateway that has not said goodbye to everyone by then hangs, and is ended. Its own patience with sockets is 3 s. */
const END_MS_MAX = 10_000;
/** Numbers of a gateway that does not answer so soon are left out of the metrics. */
const METRICS_WAIT_MS = 1_000;

interface Parts {
  readonly count: number;
  readonly entry: URL;
  readonly house: Omit<House, 'metrics'>;
  readonly data: Omit<GatewayThreadData, 'number'>;
  readonly metrics: Metrics;
  readonly steps: Steps;
  readonly clock: Clock;
  /** The gateway of this number ended and should not have; it is started again. */
  readonly onCrash: (error: unknown, gateway: number) => void;
  readonly onTrouble: (error: unknown, gateway: number) => void;
}

interface Running {
  readonly number: number;
  readonly worker: Worker;
  readonly desk: Desk;
  readonly startedMs: number;
  missedBeats: number;
}

/**
 * Gateways in threads of their own, which share a port: the kernel gives each connection to one of them. One that
 * crashes, or hangs, is started again, and the others go on.
 */
export class GatewayThreads implements Gateway {
  readonly #parts: Parts;
  readonly #house: House;
  readonly #switchboard: Switchboard;
  readonly #running = new Map<number, Running>();
  #address: Address | null = null;
  #isEnding = false;
  #earlyEnds = 0;
  #restarts = 0;
  #beat: Disposable;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#house = { ...parts.house, metrics: () => this.#metrics() };
    this.#switchboard = new Switchboard(parts.house);
    this.#beat = this.#nextBeat();
    parts.metrics.watch('teahouse_gateways', 'Gateway threads that run', () => this.#running.size);
    parts.metrics.watch('teahouse_gateway_restarts', 'Gateways started again', () => this.#restarts);
  }

  async listen({ port, host }: Address): Promise<number> {
    this.#address = { port: await freePort({ port, host }), host, reusePort: true };
    const numbers = Array.from({ length: this.#parts.count }, (_, index) => index + 1);
    await Promise.all(numbers.map((number) => this.#start(number)));
    return this.#address.port;
  }

  drain(): void {
    this.#isEnding = true;
    for (const { desk } of this.#running.values()) desk.line.tell('drain');
  }

  async end(): Promise<void> {
    this.drain();
    this.#beat[Symbol.dispose]();
    const ending = [...this.#running.values()].map(async ({ worker, desk }) => {
      // One that dies of it is gone too.
      await this.#soon(desk.line.ask('end'), END_MS_MAX);
      await worker.terminate();
    });
    await Promise.all(ending);
  }

  async #start(number: number): Promise<void> {
    const { entry, data, clock, steps, onTrouble, onCrash } = this.#parts;
    const worker = new Worker(entry, { workerData: { ...data, number } satisfies GatewayThreadData });
    const desk = new Desk({
      house: this.#house,
      switchboard: this.#switchboard,
      port: worker,
      inStep: steps.join(),
      onTrouble: (error) => onTrouble(error, number),
    });
    const running = { number, worker, desk, startedMs: clock.monotonicMs(), missedBeats: 0 };
    this.#running.set(number, running);
    worker.on('error', (error) => onCrash(error, number));
    worker.on('exit', () => this.#ended(running));
    await desk.line.ask('listen', this.#address as Address);
    if (this.#isEnding) desk.line.tell('drain');
  }

  #ended({ number, desk, startedMs }: Running): void {
    desk[Symbol.dispose]();
    this.#running.delete(number);
    if (this.#isEnding) return;
    const { clock, onCrash } = this.#parts;
    const isEarly = clock.monotonicMs() - startedMs < SETTLED_MS;
    this.#earlyEnds = isEarly ? this.#earlyEnds + 1 : 0;
    const delayMs = Math.min(RESTART_AFTER_MS * 2 ** this.#earlyEnds, RESTART_AFTER_MS_MAX);
    clock.after(delayMs, () => {
      if (this.#isEnding) return;
      this.#restarts++;
      // If it cannot listen it is ended, and so tried again.
      this.#start(number).catch((error: unknown) => {
        onCrash(error, number);
        void this.#running.get(number)?.worker.terminate();
      });
    });
  }

  #nextBeat(): Disposable {
    return this.#parts.clock.after(BEAT_MS, () => {
      for (const running of this.#running.values()) this.#askForLife(running);
      this.#beat = this.#nextBeat();
    });
  }

  /** Counted in questions, not in time: after this machine slept nobody has missed more than one. */
  #askForLife(running: Running): void {
    if (++running.missedBeats > BEATS_MISSED_MAX) {
      this.#parts.onCrash(new Error('it hangs'), running.number);
      void running.worker.terminate();
    } else {
      running.desk.line.askFor(
        'settle',
        [],
        () => {
          running.missedBeats = 0;
        },
        () => undefined,
      );
    }
  }

  async #metrics(): Promise<string> {
    const asked = [...this.#running.values()].map(({ desk }) =>
      this.#soon<MetricsJson>(desk.line.ask('metrics'), METRICS_WAIT_MS),
    );
    const answered = await Promise.all(asked);
    return this.#parts.metrics.textWith(answered.filter((json) => json !== null));
  }

  /** What a gateway answers, or null if it does not within that time, or at all. */
  async #soon<Answer>(asked: Promise<Answer>, waitMs: number): Promise<Answer | null> {
    const { promise: late, resolve } = Promise.withResolvers<null>();
    using _ = this.#parts.clock.after(waitMs, () => resolve(null));
    return await Promise.race([asked.catch(() => null), late]);
  }
}
