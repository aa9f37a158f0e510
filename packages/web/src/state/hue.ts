/** Colours of tea, clay and glaze that the style sheet knows, numbered from 0. */
export const HUES = 8;

/** The same colour for the same id, on every screen. */
export function hueOf(id: string): number {
  let hash = 0;
  for (let index = 0; index < id.length; index++) hash = (hash * 31 + id.charCodeAt(index)) >>> 0;
  return hash % HUES;
}
