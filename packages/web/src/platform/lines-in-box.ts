/** The messages in a box that scrolls: elements one below the other, each with the seq of its message. */

/** How far below the upper edge of the box an element begins. */
export function topIn(box: Element, element: Element): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

export function seqOf(line: HTMLElement): number {
  return Number(line.getAttribute('data-seq'));
}

/**
 * The first line of which something is to be seen. Never the very first one, which loses its author when an
 * older message of the same author comes before it.
 */
export function firstInView(box: Element): HTMLElement | null {
  const lines = linesIn(box);
  const first = firstWhere(lines, (line) => topIn(box, line) + line.clientHeight > 0);
  return lines[Math.max(first, 1)] ?? lines[0] ?? null;
}

/** The last line that can be read to its end. */
export function lastInView(box: Element): HTMLElement | null {
  const lines = linesIn(box);
  // Fractions of a pixel are lost in scrolling.
  const bottomPx = box.clientHeight + 1;
  const below = firstWhere(lines, (line) => topIn(box, line) + line.clientHeight > bottomPx);
  return lines[below - 1] ?? null;
}

/** The first and the last message that reach into a part of the box, in pixels below its upper edge; null if none do. */
export function seqsBetween(
  box: Element,
  topPx: number,
  bottomPx: number,
): { from: number; to: number } | null {
  const lines = linesIn(box);
  const from = lines[firstWhere(lines, (line) => topIn(box, line) + line.clientHeight > topPx)];
  const to = lines[firstWhere(lines, (line) => topIn(box, line) >= bottomPx) - 1];
  return from && to ? { from: seqOf(from), to: seqOf(to) } : null;
}

/** The line of a message, or where there is none the one after it, or before. */
export function lineAt(box: Element, seq: number): HTMLElement | null {
  const lines = linesIn(box);
  return lines[firstWhere(lines, (line) => seqOf(line) >= seq)] ?? lines[lines.length - 1] ?? null;
}

function linesIn(box: Element): NodeListOf<HTMLElement> {
  return box.querySelectorAll<HTMLElement>('[data-message]');
}

/** Found by halving: what holds for a line holds for all below it. */
function firstWhere(lines: NodeListOf<HTMLElement>, holds: (line: HTMLElement) => boolean): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = lines[middle];
    if (line && holds(line)) high = middle;
    else low = middle + 1;
  }
  return low;
}
