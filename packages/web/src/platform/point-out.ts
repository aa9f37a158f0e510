const POINTED_OUT_MS = 2_600;

/** Lets a line stand out quietly, and fade back to what it is. */
export function pointOut(line: HTMLElement): void {
  const shine = { backgroundColor: 'var(--amber-wash)', borderRadius: 'var(--round)' };
  line.animate([shine, { ...shine, offset: 0.6 }, { ...shine, backgroundColor: 'transparent' }], {
    duration: POINTED_OUT_MS,
  });
}
