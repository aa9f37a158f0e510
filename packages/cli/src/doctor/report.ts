import type { Finding, Inspected } from '@teahouse/server/storage/sqlite/finding';

/** Findings that are shown. Of a store with more only the number is told: one torn page can make millions. */
export const FINDINGS_SHOWN_MAX = 200;

/** Wide enough for every kind of finding. */
const KIND_COLUMNS = 12;

/** What a doctor says: a line for each finding as it is found, and at the end a verdict. */
export class Report {
  readonly #folder: string;
  readonly #print: (line: string) => void;
  #findings = 0;

  constructor(folder: string, print: (line: string) => void) {
    this.#folder = folder;
    this.#print = print;
  }

  get isSound(): boolean {
    return this.#findings === 0;
  }

  found({ kind, place, sentence }: Finding): void {
    this.#findings++;
    if (this.#findings > FINDINGS_SHOWN_MAX) return;
    this.#print(`${kind.padEnd(KIND_COLUMNS)}${place}: ${sentence}`);
  }

  end({ streams, events, messages }: Inspected): void {
    const looked = `${counted(streams, 'stream')}, ${counted(events, 'event')}, ${counted(messages, 'message')}`;
    const hidden = this.#findings - FINDINGS_SHOWN_MAX;
    if (hidden > 0) this.#print(`… and ${counted(hidden, 'more finding')}`);
    if (this.isSound) this.#print(`The store in ${this.#folder} is sound: ${looked}.`);
    else this.#print(`The store in ${this.#folder} has ${counted(this.#findings, 'finding')}: ${looked}.`);
  }
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
