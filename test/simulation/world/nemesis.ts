import type { Faults } from './faults.ts';
import type { World } from './world.ts';

/** Lets things go wrong, and people act, until it is told to stop. */
export class Nemesis {
  readonly #world: World;
  #hasStopped = false;

  constructor(world: World, faults: Faults) {
    const { chance, actors } = world;
    this.#world = world;
    const somebody = (what: string) => {
      const actor = chance.pick(actors);
      world.evidence.findings.note(() => `${actor.name} ${what}`);
      return actor;
    };
    this.#everySoOften(faults.actEveryMs, () => somebody('acts').act());
    this.#everySoOften(faults.killEveryMs, () => world.house.kill());
    this.#everySoOften(faults.stopEveryMs, () => void world.house.stop());
    this.#everySoOften(faults.backupEveryMs, () => world.disk.takeBackup());
    this.#everySoOften(faults.restoreEveryMs, () => world.restore());
    this.#everySoOften(faults.cutEveryMs, () => somebody('is cut off').link?.cut());
    this.#everySoOften(faults.swallowEveryMs, () => somebody('is swallowed').link?.swallow());
    this.#everySoOften(faults.restartEveryMs, () => somebody('restarts').restart());
    this.#everySoOften(faults.newDeviceEveryMs, () => world.addDevice());
  }

  stop(): void {
    this.#hasStopped = true;
  }

  #everySoOften(everyMs: number, act: () => void): void {
    if (everyMs === Number.POSITIVE_INFINITY) return;
    const { time, chance } = this.#world;
    time.after(chance.fraction() * 2 * everyMs, () => {
      if (this.#hasStopped) return;
      act();
      this.#everySoOften(everyMs, act);
    });
  }
}
