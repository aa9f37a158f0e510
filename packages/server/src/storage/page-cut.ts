/** What one page may hold. */
export interface PageLimits {
  readonly count: number;
  readonly sizeBytes: number;
  /** So many are taken however large they are, so that the next page always gets further. */
  readonly atLeast: number;
}

/** The first items that fit in one page. The rest is not even read. */
export function fitting<Item extends { readonly bytes: Uint8Array }>(
  items: Iterable<Item>,
  { count, sizeBytes, atLeast }: PageLimits,
): Item[] {
  const taken: Item[] = [];
  let size = 0;
  if (count <= 0) return taken;
  for (const item of items) {
    size += item.bytes.byteLength;
    if (size > sizeBytes && taken.length >= atLeast) break;
    taken.push(item);
    if (taken.length >= count) break;
  }
  return taken;
}

/** Whether a page begins at its oldest message, and goes on from there. */
export function goesOn({ after, at }: { readonly after?: number; readonly at?: number }): boolean {
  return after !== undefined || at !== undefined;
}

/** The seq that is meant by a number from outside: none reaches beyond its stream (R27). */
export function seqWithin(head: number, seq: number): number {
  return Math.min(Math.max(Math.floor(seq) || 0, 0), head);
}
