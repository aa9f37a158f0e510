/** Rows in the order of their keys, page by page. */
export type Pages<Row> = AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;

/** Where two tables differ: a row that only one of them has, or that is another one there. */
export type Difference<Here, There> =
  | { readonly here: Here; readonly there: There }
  | { readonly here: Here; readonly there?: undefined }
  | { readonly here?: undefined; readonly there: There };

interface Comparison<Here, There> {
  /** Below 0 if the key of the first comes before that of the second. */
  readonly order: (here: Here, there: There) => number;
  /** Of two rows with the same key. */
  readonly isSame: (here: Here, there: There) => boolean;
  /** Told of pages of the first, as they are done with. */
  readonly onCompared?: (rows: number) => void;
}

/** Goes through two tables side by side; a page of each is in memory. */
export async function* differences<Here, There>(
  here: Pages<Here>,
  there: Pages<There>,
  { order, isSame, onCompared }: Comparison<Here, There>,
): AsyncGenerator<Difference<Here, There>, void> {
  const [one, other] = [new Cursor(here, onCompared), new Cursor(there)];
  for (;;) {
    if (one.isSpent) await one.turn();
    if (other.isSpent) await other.turn();
    const [row, twin] = [one.row, other.row];
    if (row === undefined && twin === undefined) return;
    const apart = row === undefined ? 1 : twin === undefined ? -1 : order(row, twin);
    if (apart <= 0) one.next();
    if (apart >= 0) other.next();
    if (row !== undefined && apart < 0) yield { here: row };
    else if (twin !== undefined && apart > 0) yield { there: twin };
    else if (row !== undefined && twin !== undefined && !isSame(row, twin)) yield { here: row, there: twin };
  }
}

/** A place in a table. */
class Cursor<Row> {
  readonly #pages: AsyncIterator<readonly Row[]> | Iterator<readonly Row[]>;
  readonly #onPage: (rows: number) => void;
  #page: readonly Row[] = [];
  #at = 0;
  #isOver = false;

  constructor(pages: Pages<Row>, onPage: (rows: number) => void = () => undefined) {
    this.#pages = Symbol.asyncIterator in pages ? pages[Symbol.asyncIterator]() : pages[Symbol.iterator]();
    this.#onPage = onPage;
  }

  /** Undefined at the end. */
  get row(): Row | undefined {
    return this.#page[this.#at];
  }

  /** The page is done with, and there may be another one. */
  get isSpent(): boolean {
    return !this.#isOver && this.#at >= this.#page.length;
  }

  next(): void {
    this.#at++;
  }

  async turn(): Promise<void> {
    if (this.#page.length > 0) this.#onPage(this.#page.length);
    this.#at = 0;
    this.#page = [];
    while (this.#page.length === 0 && !this.#isOver) {
      const { done, value } = await this.#pages.next();
      if (done) this.#isOver = true;
      else this.#page = value;
    }
  }
}
