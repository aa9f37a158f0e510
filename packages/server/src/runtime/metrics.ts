import { performance } from 'node:perf_hooks';
import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from 'prom-client';

export const METRICS_CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** What one thread counts, as it crosses to another. */
export type MetricsJson = readonly MetricObjectWithValues<MetricValue<string>>[];

/** What a server tells about itself at /metrics, in the text format of Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly commands: Counter<'type' | 'outcome'>;
  readonly commitSeconds: Histogram;
  readonly commitCommands: Histogram;

  /** `thread` is whose numbers these are; those of the process are the main thread's. */
  constructor(thread: 'main' | `gateway ${number}` = 'main') {
    const registers = [this.#registry];
    if (thread === 'main') collectDefaultMetrics({ register: this.#registry });
    this.#watchLoop(thread);
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

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  json(): Promise<MetricsJson> {
    return this.#registry.getMetricsAsJSON();
  }

  /** With what other threads of this process count: what they have in common is added up. */
  async textWith(others: readonly MetricsJson[]): Promise<string> {
    return AggregatorRegistry.aggregate([await this.json(), ...others]).metrics();
  }

  /** How busy a thread is: one that comes near 1 is a core that is full. */
  #watchLoop(thread: string): void {
    let before = performance.eventLoopUtilization();
    new Gauge({
      name: 'teahouse_loop_utilization',
      help: 'Share of the time since the last scrape that the event loop of a thread was busy',
      labelNames: ['thread'],
      registers: [this.#registry],
      collect() {
        const now = performance.eventLoopUtilization();
        this.set({ thread }, performance.eventLoopUtilization(now, before).utilization);
        before = now;
      },
    });
  }
}
