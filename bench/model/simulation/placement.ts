/** How many members of a room a gateway has. */
export interface Members {
  readonly gateway: number;
  readonly members: number;
}

/** Larger rooms have members everywhere, in equal parts. */
const SMALL_ROOM_MAX = 128;

/** Where the members of rooms are: anywhere, each by chance, and always the same for the same room. */
export class Placement {
  readonly #gateways: number;
  readonly #roomSize: number;
  readonly #random: () => number;
  readonly #rooms = new Map<number, readonly Members[]>();

  constructor(gateways: number, roomSize: number, random: () => number) {
    this.#gateways = gateways;
    this.#roomSize = roomSize;
    this.#random = random;
  }

  of(room: number): readonly Members[] {
    const known = this.#rooms.get(room);
    if (known) return known;
    const placed = this.#roomSize > SMALL_ROOM_MAX ? this.#evenly() : this.#byChance();
    this.#rooms.set(room, placed);
    return placed;
  }

  /** A gateway that has a member of the room. */
  anyOf(room: number): number {
    const placed = this.of(room);
    return (placed[Math.floor(this.#random() * placed.length)] as Members).gateway;
  }

  #evenly(): Members[] {
    return Array.from({ length: this.#gateways }, (_, gateway) => ({
      gateway,
      members: this.#roomSize / this.#gateways,
    }));
  }

  #byChance(): Members[] {
    const members = new Map<number, number>();
    for (let person = 0; person < this.#roomSize; person++) {
      const gateway = Math.floor(this.#random() * this.#gateways);
      members.set(gateway, (members.get(gateway) ?? 0) + 1);
    }
    return [...members].map(([gateway, count]) => ({ gateway, members: count }));
  }
}
