const COMMA = 0x2c;

/** Stored JSON side by side, with commas between, as it stands inside a list. */
export function joinedJson(items: readonly { readonly bytes: Uint8Array }[]): Uint8Array {
  const size = items.reduce((sum, { bytes }) => sum + bytes.byteLength + 1, 0);
  const json = new Uint8Array(Math.max(0, size - 1));
  let offset = 0;
  for (const { bytes } of items) {
    if (offset > 0) json[offset++] = COMMA;
    json.set(bytes, offset);
    offset += bytes.byteLength;
  }
  return json;
}
