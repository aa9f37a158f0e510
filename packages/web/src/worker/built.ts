/** A file of the page, and what it must be: a server that was updated meanwhile has another one. */
export interface BuiltFile {
  readonly path: string;
  /** As in the `integrity` of a request. */
  readonly integrity: string;
}

/** One version of the page. */
export interface Built {
  readonly version: string;
  readonly files: readonly BuiltFile[];
}
