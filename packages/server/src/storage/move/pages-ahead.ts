/** Pages, each asked for by the last row of the one before, while that is still being looked at. */
export async function* followed<Row>(
  ask: (last: Row | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[], void> {
  let asked = ask(undefined);
  for (;;) {
    const page = await asked;
    const last = page.at(-1);
    if (!last) return;
    asked = ask(last);
    // Whoever goes on finds out; whoever leaves need not know.
    asked.catch(() => undefined);
    yield page;
  }
}
