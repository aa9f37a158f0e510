/** Where a person, or a script, reads and writes. */
export interface Terminal extends Disposable {
  /** What was said, with its line ends. */
  print(text: string): void;
  /** What the program itself has to say. */
  tell(text: string): void;
  /** Stands before what is being typed, where somebody types. */
  prompt(text: string): void;
  /** Calls back with each line, and once after the last one. Said once, before anything else. */
  listen(onLine: (line: string) => void, onEnd: () => void): void;
}
