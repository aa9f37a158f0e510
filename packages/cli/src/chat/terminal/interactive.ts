import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import type { Readable } from 'node:stream';
import { rowsOf } from '../width.ts';
import type { Terminal } from './terminal.ts';

/** Where a terminal does not say how wide it is. */
const COLUMNS_USUAL = 80;

/** A terminal's output. */
export type Screen = NodeJS.WritableStream & { readonly columns: number };

/** `prevRows`, undocumented, is the row of the cursor in the line as it was drawn last. After a paste it is not true. */
type Line = Interface & { prevRows?: number };

/** A person at a keyboard. What arrives is put above the line being typed, which stays as it is. */
export class InteractiveTerminal implements Terminal {
  readonly #screen: Screen;
  readonly #line: Line;
  #isEnded = false;

  constructor(input: Readable, screen: Screen) {
    this.#screen = screen;
    this.#line = createInterface({ input, output: screen, terminal: true });
    input.on('keypress', () => this.#openFullRow());
  }

  print(text: string): void {
    this.#aboveLine(() => this.#screen.write(`${text}\n`));
  }

  tell(text: string): void {
    this.print(`· ${text}`);
  }

  prompt(text: string): void {
    if (text !== this.#line.getPrompt()) this.#aboveLine(() => this.#line.setPrompt(text));
  }

  listen(onLine: (line: string) => void, onEnd: () => void): void {
    this.#line.on('line', (line) => {
      this.#eraseEcho(line);
      onLine(line);
    });
    this.#line.on('SIGINT', () => this.#line.close());
    this.#line.once('close', () => {
      this.#isEnded = true;
      this.#screen.write('\n');
      onEnd();
    });
    this.#line.prompt();
  }

  [Symbol.dispose](): void {
    this.#isEnded = true;
    this.#line.removeAllListeners('close');
    this.#line.close();
  }

  /** Takes the line away, lets something be done in its place, and draws it again below. */
  #aboveLine(act: () => void): void {
    if (this.#isEnded) return act();
    moveCursor(this.#screen, 0, -this.#line.getCursorPos().rows);
    cursorTo(this.#screen, 0);
    clearScreenDown(this.#screen);
    act();
    this.#line.prevRows = 0;
    this.#line.prompt(true);
  }

  /** A terminal goes to the next row only with the next letter. Going there at once, we know where it is. */
  #openFullRow(): void {
    const { line, cursor } = this.#line;
    const { rows, cols } = this.#line.getCursorPos();
    if (cols > 0 || rows === 0 || cursor < line.length) return;
    this.#screen.write(' ');
    cursorTo(this.#screen, 0);
  }

  /** What was typed comes back as what was said, in its place among what others say. */
  #eraseEcho(line: string): void {
    const rows = rowsOf(this.#line.getPrompt() + line, this.#screen.columns || COLUMNS_USUAL);
    moveCursor(this.#screen, 0, -rows);
    clearScreenDown(this.#screen);
    this.#line.prompt();
  }
}
