import { LOBBY } from '@teahouse/protocol/ids';
import { PlainMonitor } from '../checks/plain-monitor.ts';
import type { Link } from '../network/link.ts';
import type { Weather } from '../network/weather.ts';
import { ProcessTime } from '../world/virtual-time.ts';
import { type Actor, actByChance, type Surroundings } from './actor.ts';

const BACK_MS_MAX = 2_000;
const BINARY_BYTES_MAX = 200;

/** Somebody with the tutorial's page: sends text and shows text, in the lobby. */
export class PlainActor implements Actor {
  readonly name: string;
  readonly weather: Weather;
  readonly #surroundings: Surroundings;
  readonly #process: ProcessTime;
  #link: Link | null = null;
  #monitor: PlainMonitor | null = null;

  constructor(surroundings: Surroundings, name: string, weather: Weather) {
    this.name = name;
    this.weather = weather;
    this.#surroundings = surroundings;
    this.#process = new ProcessTime(surroundings.time);
    this.#connect();
  }

  get link(): Link | null {
    return this.#link;
  }

  act(): void {
    const { chance, newText } = this.#surroundings;
    actByChance(chance, [
      [4, () => this.#link?.send(newText())],
      [3, () => this.#link?.sendBinary(Buffer.from(chance.bytes(chance.between(1, BINARY_BYTES_MAX))))],
      [1, () => this.restart()],
    ]);
  }

  sayLastWords(): void {
    this.#link?.send(this.#surroundings.newText());
  }

  restart(): void {
    this.#link?.close();
    this.#comeBack();
  }

  unfinished(): string | null {
    return this.#monitor?.unfinished() ?? null;
  }

  check(): void {}

  #connect(): void {
    const { chance, evidence } = this.#surroundings;
    const named = chance.happens(0.5) ? { name: this.name } : {};
    const target = { mode: 'plain', room: LOBBY, history: chance.below(4), ...named } as const;
    const monitor = new PlainMonitor(evidence, this.name, LOBBY);
    const link = this.#surroundings.connect(
      target,
      {
        opened: () => {},
        received: () => {},
        closed: () => this.#link === link && this.#comeBack(),
      },
      this,
    );
    link.watcher = monitor;
    this.#link = link;
    this.#monitor = monitor;
  }

  #comeBack(): void {
    this.#link = null;
    this.#monitor = null;
    const waitMs = this.#surroundings.chance.fraction() * BACK_MS_MAX;
    this.#process.after(waitMs, () => this.#link ?? this.#connect());
  }
}
