/** Between two lines of progress. */
const TELL_EVERY_MS = 1_000;

/** What to say of work that goes on for a while: a line each second and one at the end, else null. */
export function progress(total: number, monotonicMs: () => number): (done: number) => string | null {
  const beganAtMs = monotonicMs();
  let toldAtMs = beganAtMs;
  return (done) => {
    const nowMs = monotonicMs();
    if (done < total && nowMs - toldAtMs < TELL_EVERY_MS) return null;
    toldAtMs = nowMs;
    const perSecond = Math.round(done / Math.max(0.001, (nowMs - beganAtMs) / 1000));
    const percent = Math.floor((done / total) * 100);
    return `${grouped(done)} of ${grouped(total)} (${percent} %), ${grouped(perSecond)} a second`;
  };
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
