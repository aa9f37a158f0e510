import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Frees all that nobody holds on to. A reference holds its thing until the turn it was made in is over. */
export async function collectGarbage(): Promise<void> {
  await new Promise(setImmediate);
  collect();
}

/** How many of these things somebody still holds on to. */
export async function held(references: readonly WeakRef<object>[]): Promise<number> {
  await collectGarbage();
  return references.filter((reference) => reference.deref() !== undefined).length;
}
