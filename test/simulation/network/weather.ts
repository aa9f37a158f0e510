import type { Chance } from '../world/chance.ts';

/** How one client's network is, drawn once for each, and calmed at the end of a run. */
export interface Climate {
  readonly latencyMsMax: number;
  /** Bytes a reader takes at a time; a slow one takes few. */
  readonly pieceBytes: number;
  /** How often a piece is held up, and how long at most. */
  readonly stallChance: number;
  readonly stallMsMax: number;
}

const CALM: Climate = { latencyMsMax: 5, pieceBytes: 1_000_000, stallChance: 0, stallMsMax: 0 };

export class Weather {
  readonly #chance: Chance;
  #climate: Climate;

  constructor(chance: Chance, climate: Climate) {
    this.#chance = chance;
    this.#climate = climate;
  }

  latencyMs(): number {
    const { latencyMsMax, stallChance, stallMsMax } = this.#climate;
    const latencyMs = this.#chance.fraction() * latencyMsMax;
    if (stallChance === 0 || !this.#chance.happens(stallChance)) return latencyMs;
    return latencyMs + this.#chance.fraction() * stallMsMax;
  }

  pieceBytes(): number {
    return this.#climate.pieceBytes;
  }

  calm(): void {
    this.#climate = CALM;
  }
}
