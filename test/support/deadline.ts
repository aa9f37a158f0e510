/** A file of tests usually takes a quarter of this. One that is not done by then hangs: it ends, and has failed. */
const FILE_MS_MAX = 150_000;

/** Things to be ended with the process, however that comes about. */
const running = new Set<() => void>();

const deadline = setTimeout(() => {
  console.error(`This file of tests was not done after ${FILE_MS_MAX / 1_000} s.`);
  process.exit(1);
}, FILE_MS_MAX).unref();

/** For programs that are no file of tests. */
export function takeAnyTime(): void {
  clearTimeout(deadline);
}

process.on('exit', () => {
  for (const end of running) end();
});

/** Ends something when the process ends. Returns the way to say that it has ended before. */
export function endWithProcess(end: () => void): () => void {
  running.add(end);
  return () => running.delete(end);
}
