/** Sockets that are being opened at a time. It is below the backlog of Node's `listen`, so that no SYN is lost. */
export const CONNECTING_MAX = 400;

/** Runs tasks 0 … count-1, so many at a time, and resolves with their results in order. */
export async function inParallel<Result>(
  count: number,
  atOnceMax: number,
  task: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next++;
      results[index] = await task(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnceMax, count) }, worker));
  return results;
}
