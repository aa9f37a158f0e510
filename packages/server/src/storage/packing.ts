/**
 * Copies bytes side by side into one buffer that nothing else uses, so that all of them can be moved to
 * another thread at the price of one.
 */
export function packed<Item extends { readonly bytes: Uint8Array }>(items: readonly Item[]): Item[] {
  const size = items.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const buffer = new Uint8Array(size);
  let offset = 0;
  return items.map((item) => {
    const bytes = buffer.subarray(offset, offset + item.bytes.byteLength);
    bytes.set(item.bytes);
    offset += bytes.byteLength;
    return { ...item, bytes };
  });
}

/** The same bytes in a buffer of their own: a part of a larger one would cross with the whole of it. */
export function exact(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
