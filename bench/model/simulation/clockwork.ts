interface Due {
  readonly atMicros: number;
  /** Of what is due at one moment, what was asked for first happens first. */
  readonly turn: number;
  readonly act: () => void;
}

/** Time that passes only when there is nothing left to do in it. */
export class Clockwork {
  nowMicros = 0;
  readonly #heap: Due[] = [];
  #turns = 0;

  after(micros: number, act: () => void): void {
    this.#push({ atMicros: this.nowMicros + micros, turn: this.#turns++, act });
  }

  runUntil(endMicros: number): void {
    for (let due = this.#heap[0]; due && due.atMicros <= endMicros; due = this.#heap[0]) {
      this.#pop();
      this.nowMicros = due.atMicros;
      due.act();
    }
    this.nowMicros = endMicros;
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let place = heap.push(due) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (isBefore(heap[parent] as Due, due)) break;
      heap[place] = heap[parent] as Due;
      place = parent;
    }
    heap[place] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Due;
    if (heap.length === 0) return;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && isBefore(heap[right] as Due, heap[left] as Due) ? right : left;
      if (isBefore(last, heap[child] as Due)) break;
      heap[place] = heap[child] as Due;
      place = child;
    }
    heap[place] = last;
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.atMicros < other.atMicros || (one.atMicros === other.atMicros && one.turn < other.turn);
}
