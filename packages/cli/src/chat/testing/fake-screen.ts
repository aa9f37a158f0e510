import { Writable } from 'node:stream';

const SEQUENCE = new RegExp(`${String.fromCodePoint(0x1b)}\\[(\\d*)([A-Z])|[^]`, 'gu');
const WIDE = /\p{Script=Han}|[，。：？]/u;

/** A terminal's screen that understands the little that is written to it, to see what a person would see. */
export class FakeScreen extends Writable {
  readonly isTTY = true;
  readonly columns: number;
  readonly #rows: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(columns: number) {
    super({ decodeStrings: false });
    this.columns = columns;
  }

  /** What is on it, without the empty end. */
  get text(): string {
    return this.#rows
      .map((row) => Array.from(row, (cell) => cell ?? ' ').join(''))
      .map((row) => row.trimEnd())
      .join('\n')
      .trimEnd();
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    for (const [match, count, command] of String(chunk).matchAll(SEQUENCE)) {
      if (command === undefined) this.#put(match);
      else this.#obey(command, count === '' ? undefined : Number(count));
    }
    done();
  }

  #obey(command: string, count: number | undefined): void {
    if (command === 'A') this.#row = Math.max(0, this.#row - (count ?? 1));
    else if (command === 'B') this.#moveTo(this.#row + (count ?? 1));
    else if (command === 'C') this.#column += count ?? 1;
    else if (command === 'D') this.#column = Math.max(0, this.#column - (count ?? 1));
    else if (command === 'G') this.#column = (count ?? 1) - 1;
    else if (command === 'J') this.#clearDown();
    else if (command === 'K') this.#rows[this.#row]?.splice(this.#column);
    else throw new Error(`the screen does not know ${command}`);
  }

  #put(character: string): void {
    if (character === '\r') this.#column = 0;
    else if (character === '\n') {
      this.#moveTo(this.#row + 1);
      // As a terminal's driver does it for a program that writes only a line feed.
      this.#column = 0;
    } else this.#draw(character, WIDE.test(character) ? 2 : 1);
  }

  #draw(character: string, width: number): void {
    if (this.#column + width > this.columns) {
      this.#moveTo(this.#row + 1);
      this.#column = 0;
    }
    const row = this.#rows[this.#row] as string[];
    row[this.#column] = character;
    if (width === 2) row[this.#column + 1] = '';
    this.#column += width;
  }

  #moveTo(row: number): void {
    this.#row = row;
    while (this.#rows.length <= row) this.#rows.push([]);
  }

  #clearDown(): void {
    this.#rows[this.#row]?.splice(this.#column);
    this.#rows.splice(this.#row + 1);
  }
}
