/** Connections from one address. One more is answered 429. Lifted by `--limits off`. */
export const CONNECTIONS_PER_ADDRESS_MAX = 256;

/** Who may connect, as far as it depends on who is connected. */
export interface Admission {
  /** Counts a connection from an address; false, and nothing is counted, if that has too many. */
  enter(address: string): boolean | Promise<boolean>;
  leave(address: string): void;
}

/** Counts the connections of a process by address. */
export class Admissions implements Admission {
  readonly #perAddressMax: number;
  readonly #open = new Map<string, number>();

  constructor(perAddressMax: number) {
    this.#perAddressMax = perAddressMax;
  }

  enter(address: string): boolean {
    const open = this.#open.get(address) ?? 0;
    if (open >= this.#perAddressMax) return false;
    this.#open.set(address, open + 1);
    return true;
  }

  leave(address: string): void {
    const left = (this.#open.get(address) ?? 0) - 1;
    if (left > 0) this.#open.set(address, left);
    else this.#open.delete(address);
  }
}
