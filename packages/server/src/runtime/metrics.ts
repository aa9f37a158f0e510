import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What a server tells about itself at /metrics, in the text format of Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly commands: Counter<'type' | 'outcome'>;
  readonly commitSeconds: Histogram;
  readonly commitCommands: Histogram;

  constructor() {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.commands = new Counter({
      name: 'teahouse_commands_total',
      help: 'Commands by type and outcome',
      labelNames: ['type', 'outcome'],
      registers,
    });
    this.commitSeconds = new Histogram({
      name: 'teahouse_commit_seconds',
      help: 'Time from handing a batch to the store until it is on disk',
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
      registers,
    });
    this.commitCommands = new Histogram({
      name: 'teahouse_commit_commands',
      help: 'Commands in one commit',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000],
      registers,
    });
  }

  /** A number that is looked up whenever it is asked for. */
  watch(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
