/** A place is where files are: a folder, a folder with all in it (`/**`), or one file. */
export interface Place {
  readonly at: string;
  /** The other places it may import from. */
  readonly imports: readonly string[];
  /** Packages it may use, and `node:*` if it runs in Node only. */
  readonly packages?: readonly string[];
  /** It starts a thread there: a program of its own, which may import whatever its own row says. */
  readonly starts?: readonly string[];
}
